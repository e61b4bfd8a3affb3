package dev.postern.credential.imports.authenticator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.credential.imports.crypto.Opened;
import dev.postern.credential.imports.crypto.PasswordKey;
import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Draft;
import dev.postern.credential.imports.entry.Entries;
import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.imports.entry.Export;
import dev.postern.credential.imports.entry.ExportReader;
import dev.postern.credential.imports.entry.Format;
import dev.postern.credential.imports.entry.KeyAddress;
import dev.postern.credential.imports.entry.Members;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A back-up of 2FAS, plain or encrypted: {@code servicesEncrypted} has ciphertext and tag, salt and nonce, with colons between
 * (github.com/twofas/2fas-android, its back-up's models).
 */
public final class TwoFas implements ExportReader {
    private static final int ROUNDS = 10_000;
    private static final Set<String> OF_THE_SCREEN = Set.of("order", "icon", "updatedAt", "type", "serviceTypeID");
    // The link says once more what stands beside it.
    private static final Set<String> SAID_BEFORE = Set.of("link", "source");

    @Override
    public List<Format> recognise(Content content) {
        JsonNode backup = content.json();
        boolean plain = backup.has("services") && backup.get("services").isArray();
        return (plain && backup.has("schemaVersion")) || backup.has("servicesEncrypted")
                ? List.of(Format.TWO_FAS)
                : List.of();
    }

    @Override
    public Export read(Content content, @Nullable String password) throws UnreadableExport {
        Members backup = Members.of(content.json());
        String sealed = backup.text("servicesEncrypted");
        JsonNode services =
                sealed.isEmpty() ? content.json().path("services") : opened(sealed, Opened.required(password));
        if (!services.isArray()) {
            throw UnreadableExport.damaged();
        }
        Entries entries = new Entries();
        for (JsonNode service : services) {
            entries.add(entry(service));
        }
        return new Export(entries.all());
    }

    private static Entry entry(JsonNode node) {
        Members service = Members.of(node).without(OF_THE_SCREEN);
        Members otp = service.part("otp").without(SAID_BEFORE);
        KeyAddress key = new KeyAddress(otp.text("tokenType"), service.text("secret"))
                .with("algorithm", otp.text("algorithm"))
                .with("digits", otp.text("digits"))
                .with("period", otp.text("period"))
                .with("counter", otp.text("counter"));
        // Services that were added long ago have the account in their label alone, behind the issuer and a colon.
        String label = otp.text("label");
        String account = otp.text("account");
        int colon = label.indexOf(':');
        String issuer = otp.text("issuer");
        return new Draft()
                .name(service.text("name"))
                .issuer(issuer.isBlank() && colon > 0 ? label.substring(0, colon) : issuer)
                .username(account.isBlank() ? label.substring(colon + 1).strip() : account)
                .key(key.reveal())
                .notices(service.leftOver())
                .entry();
    }

    private static JsonNode opened(String sealed, String password) throws UnreadableExport {
        String[] parts = sealed.split(":", -1);
        if (parts.length != 3) {
            throw UnreadableExport.damaged();
        }
        byte[] key = PasswordKey.pbkdf2Sha256(password, Opened.base64(parts[1]), ROUNDS);
        byte[] plain = Opened.gcm(key, Opened.base64(parts[2]), Opened.base64(parts[0]));
        return Content.parse(new String(plain, StandardCharsets.UTF_8));
    }
}

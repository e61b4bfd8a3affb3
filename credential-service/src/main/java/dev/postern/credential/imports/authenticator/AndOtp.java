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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A back-up of andOTP (github.com/andOTP/andOTP, its wiki, "Backup format"): a list as JSON, or that list encrypted under a key of
 * PBKDF2. An encrypted one has no mark: a count of rounds, a salt, a nonce, and the ciphertext.
 */
public final class AndOtp implements ExportReader {
    private static final int COUNT = 4;
    private static final int SALT = 12;
    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final int FEWEST_ROUNDS = 1_000;
    private static final int MOST_ROUNDS = 10_000_000;
    private static final Set<String> OF_THE_SCREEN = Set.of("thumbnail", "last_used", "used_frequency");

    @Override
    public List<Format> recognise(Content content) {
        JsonNode list = content.json();
        boolean plain = list.isArray()
                && !list.isEmpty()
                && list.get(0).has("secret")
                && list.get(0).has("type");
        return plain || isEncrypted(content) ? List.of(Format.ANDOTP) : List.of();
    }

    private static boolean isEncrypted(Content content) {
        byte[] bytes = content.bytes();
        if (bytes.length <= COUNT + SALT + NONCE + TAG) {
            return false;
        }
        int rounds = ByteBuffer.wrap(bytes).getInt();
        return rounds >= FEWEST_ROUNDS
                && rounds <= MOST_ROUNDS
                && content.text().isEmpty();
    }

    @Override
    public Export read(Content content, @Nullable String password) throws UnreadableExport {
        JsonNode list = content.json();
        if (list.isMissingNode()) {
            list = opened(content.bytes(), Opened.required(password));
        }
        if (!list.isArray()) {
            throw UnreadableExport.damaged();
        }
        Entries entries = new Entries();
        for (JsonNode node : list) {
            entries.add(entry(node));
        }
        return new Export(entries.all());
    }

    private static Entry entry(JsonNode node) {
        Members entry = Members.of(node).without(OF_THE_SCREEN);
        KeyAddress key = new KeyAddress(entry.text("type"), entry.text("secret"))
                .with("algorithm", entry.text("algorithm"))
                .with("digits", entry.text("digits"))
                .with("period", entry.text("period"))
                .with("counter", entry.text("counter"));
        String issuer = entry.text("issuer");
        String label = entry.text("label");
        // Earlier versions wrote both into the label.
        int dash = issuer.isBlank() ? label.indexOf(" - ") : -1;
        return new Draft()
                .issuer(dash < 0 ? issuer : label.substring(0, dash))
                .username(dash < 0 ? label : label.substring(dash + 3))
                .key(key.reveal())
                .notices(entry.leftOver())
                .entry();
    }

    private static JsonNode opened(byte[] file, String password) throws UnreadableExport {
        byte[] key = PasswordKey.pbkdf2Sha1(
                password,
                Arrays.copyOfRange(file, COUNT, COUNT + SALT),
                ByteBuffer.wrap(file).getInt());
        int nonce = COUNT + SALT;
        byte[] plain = Opened.gcm(
                key,
                Arrays.copyOfRange(file, nonce, nonce + NONCE),
                Arrays.copyOfRange(file, nonce + NONCE, file.length));
        return Content.parse(new String(plain, StandardCharsets.UTF_8));
    }
}

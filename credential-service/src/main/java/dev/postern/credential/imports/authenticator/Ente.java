package dev.postern.credential.imports.authenticator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.credential.imports.crypto.Opened;
import dev.postern.credential.imports.crypto.PasswordKey;
import dev.postern.credential.imports.crypto.SecretStream;
import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Export;
import dev.postern.credential.imports.entry.ExportReader;
import dev.postern.credential.imports.entry.Format;
import dev.postern.credential.imports.entry.Members;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An encrypted export of Ente Auth (help.ente.io, "Exporting your data"): addresses, one a line, under a key of Argon2id. */
public final class Ente implements ExportReader {

    @Override
    public List<Format> recognise(Content content) {
        JsonNode export = content.json();
        return export.has("kdfParams") && export.has("encryptedData") ? List.of(Format.ENTE) : List.of();
    }

    @Override
    public Export read(Content content, @Nullable String password) throws UnreadableExport {
        Members export = Members.of(content.json());
        Members derivation = export.part("kdfParams");
        byte[] key = PasswordKey.argon2id(
                Opened.required(password),
                Opened.base64(derivation.text("salt")),
                derivation.number("memLimit") / 1024,
                derivation.number("opsLimit"),
                1);
        byte[] plain = SecretStream.first(
                key, Opened.base64(export.text("encryptionNonce")), Opened.base64(export.text("encryptedData")));
        return new AddressList().read(Content.of(new String(plain, StandardCharsets.UTF_8)), null);
    }
}

package dev.postern.credential.imports.password;

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
import dev.postern.credential.imports.entry.Members;
import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bitwarden's and Vaultwarden's JSON, plain or protected with a password (bitwarden.com/help/encrypted-export and
 * /help/condition-bitwarden-import; the key's making in github.com/bitwarden/clients, {@code BitwardenPasswordProtectedImporter}).
 */
public final class Bitwarden implements ExportReader {
    private static final String LOGIN = "1";
    private static final int PBKDF2 = 0;
    private static final int ARGON2ID = 1;
    private static final int KIBIBYTES = 1024;
    private static final Set<String> OF_THE_VAULT = Set.of(
            "id",
            "organizationId",
            "folderId",
            "favorite",
            "reprompt",
            "collectionIds",
            "revisionDate",
            "creationDate",
            "passwordRevisionDate",
            "key",
            "object",
            "edit",
            "viewPassword",
            "permissions");

    @Override
    public List<Format> recognise(Content content) {
        JsonNode export = content.json();
        boolean plain = export.has("items") && export.get("items").isArray();
        return plain || (export.has("encrypted") && export.has("encKeyValidation_DO_NOT_EDIT"))
                ? List.of(Format.BITWARDEN)
                : List.of();
    }

    @Override
    public Export read(Content content, @Nullable String password) throws UnreadableExport {
        JsonNode export = content.json();
        if (export.path("encrypted").asBoolean(false)) {
            export = opened(Members.of(export), password);
        }
        if (!export.path("items").isArray()) {
            throw UnreadableExport.damaged();
        }
        Entries entries = new Entries();
        for (JsonNode item : export.get("items")) {
            entries.add(entry(item));
        }
        return new Export(entries.all());
    }

    private static Entry entry(JsonNode node) {
        Members item = Members.of(node).without(OF_THE_VAULT);
        Draft draft = new Draft().name(item.text("name"));
        String type = item.text("type");
        if (!type.equals(LOGIN)) {
            return draft.ofOtherKind(
                    switch (type) {
                        case "2" -> "a note";
                        case "3" -> "a card";
                        case "4" -> "an identity";
                        case "5" -> "an SSH key";
                        default -> "no login";
                    });
        }
        if (!item.text("deletedDate").isEmpty()) {
            return draft.deleted();
        }
        if (!item.text("archivedDate").isEmpty()) {
            draft.archived();
        }
        Members login = item.part("login");
        draft.username(login.text("username"))
                .password(login.text("password"))
                .key(login.text("totp"))
                .addresses(
                        "uris",
                        login.list("uris").stream()
                                .map(address -> address.path("uri").asText(""))
                                .toList());
        return draft.notices(item.leftOver()).entry();
    }

    private static JsonNode opened(Members export, @Nullable String password) throws UnreadableExport {
        if (!export.text("passwordProtected").equals("true")) {
            throw new UnreadableExport(
                    Reason.ENCRYPTION_UNSUPPORTED,
                    "The file opens in the account alone that wrote it. Export it protected with a password, or as"
                            + " plain JSON.");
        }
        byte[] master = master(export, Opened.required(password));
        byte[] key = Opened.expanded(master, "enc");
        byte[] macKey = Opened.expanded(master, "mac");
        JsonNode plain = Content.parse(new String(opened(export.text("data"), key, macKey), StandardCharsets.UTF_8));
        if (plain.isMissingNode()) {
            throw UnreadableExport.damaged();
        }
        return plain;
    }

    private static byte[] master(Members export, String password) throws UnreadableExport {
        // The text itself is the salt, though it looks like Base64.
        byte[] salt = export.text("salt").getBytes(StandardCharsets.UTF_8);
        long rounds = export.number("kdfIterations");
        return switch ((int) export.number("kdfType")) {
            case PBKDF2 -> PasswordKey.pbkdf2Sha256(password, salt, rounds);
            case ARGON2ID ->
                PasswordKey.argon2id(
                        password,
                        hashed(salt),
                        export.number("kdfMemory") * KIBIBYTES,
                        rounds,
                        export.number("kdfParallelism"));
            default ->
                throw new UnreadableExport(
                        Reason.ENCRYPTION_UNSUPPORTED, "The file is encrypted in a way that is not known here.");
        };
    }

    private static byte[] hashed(byte[] salt) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(salt);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK lacks SHA-256", e);
        }
    }

    /** A text of Bitwarden's type 2: vector, ciphertext and code of AES-CBC with HMAC, in Base64. */
    private static byte[] opened(String sealed, byte[] key, byte[] macKey) throws UnreadableExport {
        String[] parts = sealed.startsWith("2.") ? sealed.substring(2).split("\\|", -1) : new String[0];
        if (parts.length != 3) {
            throw UnreadableExport.damaged();
        }
        return Opened.cbc(key, macKey, Opened.base64(parts[0]), Opened.base64(parts[1]), Opened.base64(parts[2]));
    }
}

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
import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Aegis's vault, plain or encrypted with a password (github.com/beemdevelopment/Aegis, {@code docs/vault.md}): a key for the
 * content, which each password of the vault opens by a key of its own.
 */
public final class Aegis implements ExportReader {
    private static final Set<String> OF_THE_SCREEN = Set.of("uuid", "icon", "icon_mime", "icon_hash", "favorite");
    private static final int PASSWORD_SLOT = 1;
    /** A person has one or two. To try each takes up to seconds. */
    private static final int MOST_PASSWORDS = 5;

    @Override
    public List<Format> recognise(Content content) {
        JsonNode vault = content.json();
        return vault.has("header") && vault.has("db") ? List.of(Format.AEGIS) : List.of();
    }

    @Override
    public Export read(Content content, @Nullable String password) throws UnreadableExport {
        JsonNode vault = content.json();
        JsonNode plain = vault.get("db").isTextual() ? opened(vault, Opened.required(password)) : vault.get("db");
        JsonNode entries = plain.path("entries");
        if (!entries.isArray()) {
            throw UnreadableExport.damaged();
        }
        Entries read = new Entries();
        for (JsonNode entry : entries) {
            read.add(entry(entry));
        }
        return new Export(read.all());
    }

    private static Entry entry(JsonNode node) {
        Members entry = Members.of(node).without(OF_THE_SCREEN);
        Members info = entry.part("info");
        KeyAddress key = new KeyAddress(entry.text("type"), info.text("secret"))
                .with("algorithm", info.text("algo"))
                .with("digits", info.text("digits"))
                .with("period", info.text("period"))
                .with("counter", info.text("counter"));
        return new Draft()
                .issuer(entry.text("issuer"))
                .username(entry.text("name"))
                .key(key.reveal())
                .notices(entry.leftOver())
                .entry();
    }

    private static JsonNode opened(JsonNode vault, String password) throws UnreadableExport {
        Members header = Members.of(vault.get("header"));
        byte[] sealed = Opened.base64(vault.get("db").textValue());
        Members parameters = header.part("params");
        byte[] nonce = Opened.hex(parameters.text("nonce"));
        byte[] tag = Opened.hex(parameters.text("tag"));
        int tried = 0;
        for (JsonNode node : header.list("slots")) {
            Members slot = Members.of(node);
            if (!slot.text("type").equals(Integer.toString(PASSWORD_SLOT))) {
                continue;
            }
            if (++tried > MOST_PASSWORDS) {
                throw new UnreadableExport(
                        Reason.ENCRYPTION_UNSUPPORTED,
                        "The file has more than " + MOST_PASSWORDS + " passwords. Export it without encryption.");
            }
            byte[] master = master(slot, password);
            if (master.length > 0) {
                JsonNode plain = Content.parse(
                        new String(Opened.gcm(master, nonce, Opened.joined(sealed, tag)), StandardCharsets.UTF_8));
                if (plain.isMissingNode()) {
                    throw UnreadableExport.damaged();
                }
                return plain;
            }
        }
        throw tried > 0
                ? Opened.wrongPassword()
                : new UnreadableExport(
                        Reason.ENCRYPTION_UNSUPPORTED,
                        "The file opens by the telephone alone. Export it with a password, or without encryption.");
    }

    /** Empty when the password is not this slot's. */
    private static byte[] master(Members slot, String password) throws UnreadableExport {
        byte[] key = PasswordKey.scrypt(
                password, Opened.hex(slot.text("salt")), slot.number("n"), slot.number("r"), slot.number("p"));
        Members parameters = slot.part("key_params");
        byte[] sealed = Opened.joined(Opened.hex(slot.text("key")), Opened.hex(parameters.text("tag")));
        try {
            return Opened.gcm(key, Opened.hex(parameters.text("nonce")), sealed);
        } catch (UnreadableExport wrong) {
            if (wrong.reason() == Reason.PASSWORD_WRONG) {
                return new byte[0];
            }
            throw wrong;
        }
    }
}

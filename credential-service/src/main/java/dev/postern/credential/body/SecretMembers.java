package dev.postern.credential.body;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.credential.pasted.AuthenticatorKey;
import dev.postern.credential.pasted.CounterKey;
import dev.postern.credential.vault.SecretText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of a credential that never leave this service, as the one JSON object that is encrypted. Neither printed
 * nor serialised by accident: it has no readable property.
 */
public final class SecretMembers {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ObjectNode members;

    SecretMembers() {
        this(MAPPER.createObjectNode());
    }

    private SecretMembers(ObjectNode members) {
        this.members = members;
    }

    public static SecretMembers ofBytes(byte[] json) {
        try {
            if (MAPPER.readTree(json) instanceof ObjectNode object) {
                return new SecretMembers(object);
            }
        } catch (IOException e) {
            // The parser's message quotes the secret; what follows says enough.
        }
        throw new IllegalStateException("The decrypted secrets are no JSON object");
    }

    public byte[] toBytes() {
        try {
            return MAPPER.writeValueAsBytes(members);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The login of which these are the secrets. */
    public CredentialContent.Login login(String username, TotpType totpType, @Nullable String totpIdentifier) {
        return new CredentialContent.Login(
                username,
                Objects.requireNonNullElse(revealed("password"), ""),
                revealed("totp"),
                totpType,
                totpIdentifier,
                null,
                revealed("hotp"));
    }

    private @Nullable String revealed(String name) {
        SecretText text = text(name);
        return text == null ? null : text.reveal();
    }

    /** Puts a text, unless it is null. */
    void put(String name, @Nullable String value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    /** Puts a map, unless it is absent or empty. */
    void put(String name, @Nullable Map<String, String> values) {
        if (values != null && !values.isEmpty()) {
            ObjectNode object = members.putObject(name);
            values.forEach(object::put);
        }
    }

    @Nullable SecretText text(String name) {
        JsonNode value = members.get(name);
        return value == null || !value.isTextual() ? null : new SecretText(value.textValue());
    }

    /** The authenticator's key, for any type of second factor; empty when the key is absent or cannot be used. */
    public Optional<AuthenticatorKey> authenticatorKey() {
        return Optional.ofNullable(text("totp")).flatMap(key -> AuthenticatorKey.parse(key.reveal()));
    }

    /** The key of an authenticator that counts; empty when it is absent or cannot be used. */
    public Optional<CounterKey> counterKey() {
        return Optional.ofNullable(text("hotp")).flatMap(key -> CounterKey.parse(key.reveal()));
    }

    /** Whether there is a password that says something. */
    public boolean hasPassword() {
        String password = revealed("password");
        return password != null && !password.isEmpty();
    }

    /** All members, for the one route that reads secrets back. A copy. */
    public ObjectNode reveal() {
        return members.deepCopy();
    }

    /** Takes a member over from an earlier version of the same credential. */
    public void carryOver(String name, SecretMembers earlier) {
        JsonNode value = earlier.members.get(name);
        if (value != null) {
            members.set(name, value);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}

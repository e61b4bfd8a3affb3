package dev.postern.credential.body;

import dev.postern.credential.pasted.AuthenticatorKey;
import dev.postern.credential.pasted.CounterKey;
import dev.postern.credential.pasted.KeyFault;
import dev.postern.credential.pasted.KeyReading;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads a login in Postern's own form, which says each thing once, takes an authenticator without a password, and names each wrong
 * field by itself.
 */
public final class NewLogin {
    private static final String KEY = "authenticator_key";
    private static final String TYPE = "totp_type";
    private static final String IDENTIFIER = "totp_identifier";
    private static final CredentialContent.Login NOTHING =
            new CredentialContent.Login("", "", null, TotpType.NONE, null, null, null);

    private final JsonFields fields;
    private final CredentialContent.Login before;
    private final String username;
    private final @Nullable String key;
    private @Nullable String byTime;
    private @Nullable String byCounter;

    private NewLogin(JsonFields fields, CredentialContent.Login before) {
        this.fields = fields;
        this.before = before;
        this.username =
                fields.has("username") ? orEmpty(fields.optionalString("username", TextLimit.LINE)) : before.username();
        this.key = blankToNull(fields.optionalString(KEY, TextLimit.SECRET));
    }

    /** The body, for the document. */
    @Schema(name = "NewLogin")
    public record Body(
            @Schema(maxLength = TextLimit.Most.NAME) String name,

            @Schema(maxLength = TextLimit.Most.LINE, description = "The login's name at the site") @Nullable String username,

            @Schema(maxLength = TextLimit.Most.SECRET) @Nullable String password,

            @Schema(
                    maxLength = TextLimit.Most.SECRET,
                    description = "Base32, or the whole otpauth:// URI, also of a key that counts")
            @Nullable String authenticatorKey,

            @Schema(
                    description = "Absent: authenticator where there is a key; else email or text, by the"
                            + " totp_identifier; else none")
            @Nullable TotpType totpType,

            @Schema(
                    maxLength = TextLimit.Most.IDENTIFIER,
                    description = "Where codes are sent: an e-mail address or a phone number. With the type email it is"
                            + " the username when absent")
            @Nullable String totpIdentifier) {
        @Override
        public String toString() {
            return "NewLogin";
        }
    }

    /**
     * The login, its key in the form in which it is stored.
     *
     * @throws dev.postern.platform.problem.Problem naming every field that is wrong
     */
    public static CredentialBody read(JsonFields fields) {
        return read(fields, fields.requiredNonEmptyString("name", TextLimit.NAME), NOTHING);
    }

    /**
     * A login after a change: what the body leaves out stays as it was, and null takes away. A key goes where another kind of second
     * factor is named.
     *
     * @param name the name before
     * @param before the login before
     * @throws dev.postern.platform.problem.Problem naming every field that is wrong
     */
    public static CredentialBody change(JsonFields fields, String name, CredentialContent.Login before) {
        String now = fields.has("name") ? fields.requiredNonEmptyString("name", TextLimit.NAME) : name;
        return read(fields, now, before);
    }

    private static CredentialBody read(JsonFields fields, String name, CredentialContent.Login before) {
        String password = fields.has("password")
                ? orEmpty(fields.optionalString("password", TextLimit.SECRET))
                : before.password();
        String identifier = fields.has(IDENTIFIER)
                ? blankToNull(fields.optionalString(IDENTIFIER, TextLimit.IDENTIFIER))
                : before.totpIdentifier();
        fields.rejectUnseen(IDENTIFIER, identifier);
        TotpType named = fields.optionalChoice(TYPE, TotpType.BY_NAME);
        NewLogin login = new NewLogin(fields, before);
        login.readKey();
        login.keepKey(named);
        TotpType type = named == null ? login.usual(identifier) : named;
        String to = type == TotpType.EMAIL && identifier == null && login.username.contains("@")
                ? login.username
                : identifier;
        login.checkTogether(password, type, to);
        fields.check();
        return new CredentialBody(
                name,
                new CredentialContent.Login(
                        login.username, password, login.byTime, login.kept(type), to, null, login.byCounter),
                null,
                Set.of("metadata"),
                new BrowserChange(Set.of(), BrowserSettings.NONE));
    }

    /** The key from before, unless the body says something of keys or names another kind of second factor. */
    private void keepKey(@Nullable TotpType named) {
        if (!fields.has(KEY) && (named == null || named == TotpType.AUTHENTICATOR)) {
            byTime = before.totp();
            byCounter = before.hotp();
        }
    }

    private boolean hasKey() {
        return key != null || byTime != null || byCounter != null;
    }

    private void readKey() {
        if (key == null) {
            return;
        }
        switch (AuthenticatorKey.read(key)) {
            case KeyReading.Understood<AuthenticatorKey>(AuthenticatorKey read) -> byTime = read.reveal();
            case KeyReading.Refused<AuthenticatorKey>(KeyFault fault)
            when fault == KeyFault.BY_COUNTER -> readCounter();
            case KeyReading.Refused<AuthenticatorKey>(KeyFault fault) -> rejectKey(fault);
        }
    }

    private void readCounter() {
        switch (CounterKey.read(Objects.requireNonNull(key))) {
            case KeyReading.Understood<CounterKey>(CounterKey read) -> byCounter = read.reveal();
            case KeyReading.Refused<CounterKey>(KeyFault fault) -> rejectKey(fault);
        }
    }

    private void rejectKey(KeyFault fault) {
        fields.reject(KEY, "invalid_authenticator_key", fault.words());
    }

    private TotpType usual(@Nullable String identifier) {
        if (!fields.has(KEY) && !fields.has(IDENTIFIER)) {
            return before.totpType();
        }
        if (hasKey()) {
            return TotpType.AUTHENTICATOR;
        }
        if (identifier == null) {
            return TotpType.NONE;
        }
        return identifier.contains("@") ? TotpType.EMAIL : TotpType.TEXT;
    }

    private void checkTogether(String password, TotpType type, @Nullable String identifier) {
        if (key != null && type != TotpType.AUTHENTICATOR) {
            fields.reject(KEY, "value_error", "A login with an authenticator's key has the type authenticator.");
        }
        if (!hasKey() && type == TotpType.AUTHENTICATOR) {
            fields.reject(KEY, "missing", "Give the key that the site shows: Base32, an otpauth:// URI or a QR code.");
        }
        if (identifier == null && (type == TotpType.EMAIL || type == TotpType.TEXT)) {
            fields.reject(IDENTIFIER, "missing", "Give the address or the phone number that codes are sent to.");
        }
        if (password.isEmpty()
                && !hasKey()
                && identifier == null
                && fields.errors().isEmpty()) {
            fields.reject("password", "missing", "Give a password, an authenticator's key, or where codes are sent.");
        }
    }

    /** A key that counts is a member of its own, beside which Skyvern's type says nothing. */
    private TotpType kept(TotpType type) {
        return byCounter == null ? type : TotpType.NONE;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}

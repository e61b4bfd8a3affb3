package dev.postern.credential.endpoint;

import dev.postern.credential.vault.SecretText;
import dev.postern.events.OtpType;
import dev.postern.platform.body.Choices;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what a caller says of an endpoint. What a change leaves out stays as it was. */
final class EndpointFields {
    static final int DEFAULT_HOLD_SECONDS = 25;
    // Skyvern gives up on an attempt after 30 seconds (skyvern/services/otp_service.py), and answers must travel.
    static final int LONGEST_HOLD_SECONDS = 28;

    static final Choices<OtpType> TYPES = Choices.of(OtpType.values(), OtpType::wireName);
    // Shorter ones can be guessed; Skyvern's, JSON web tokens, have a few hundred characters.
    private static final int SHORTEST_KEY = 12;
    private static final String WANTED = "Input should be a key of 12 to 4096 printable characters without spaces";

    private final JsonFields fields;
    private final @Nullable EndpointSettings before;
    private final Predicate<String> knownCredential;

    private EndpointFields(JsonFields fields, @Nullable EndpointSettings before, Predicate<String> knownCredential) {
        this.fields = fields;
        this.before = before;
        this.knownCredential = knownCredential;
    }

    /**
     * The settings of a new endpoint.
     *
     * @param knownCredential whether the organisation has the credential
     * @throws Problem 422 naming every field that is wrong
     */
    static EndpointSettings create(JsonFields fields, Predicate<String> knownCredential) {
        return new EndpointFields(fields, null, knownCredential).read();
    }

    /**
     * The settings after a change.
     *
     * @throws Problem 422 naming every field that is wrong
     */
    static EndpointSettings change(JsonFields fields, EndpointSettings before, Predicate<String> knownCredential) {
        return new EndpointFields(fields, before, knownCredential).read();
    }

    /**
     * The key that follows the present one.
     *
     * @throws Problem 422 when it is missing or not valid
     */
    static SecretText nextKey(JsonFields fields) {
        String key = fields.requiredString("signing_key", TextLimit.SIGNING_KEY);
        if (fields.errors().isEmpty() && !usable(key)) {
            fields.reject("signing_key", "value_error", WANTED);
        }
        return new SecretText(key);
    }

    /** Of a change, what it leaves out stays, and a null goes back to what an endpoint has that does not say. */
    private EndpointSettings read() {
        EndpointSettings settings = new EndpointSettings(
                name(),
                credentialId(),
                totpIdentifier(),
                before != null && !fields.has("otp_type") ? before.otpType() : fields.optionalChoice("otp_type", TYPES),
                signingKeys(),
                (int) fields.optionalInteger(
                        "hold_seconds",
                        0,
                        LONGEST_HOLD_SECONDS,
                        before != null && !fields.has("hold_seconds") ? before.holdSeconds() : DEFAULT_HOLD_SECONDS),
                fields.optionalBoolean(
                        "allow_without_run",
                        before != null && !fields.has("allow_without_run") && before.allowWithoutRun()));
        if (settings.credentialId() == null
                && settings.totpIdentifier() == null
                && fields.errors().isEmpty()) {
            fields.reject("totp_identifier", "missing", "One of totp_identifier and credential_id is required");
        }
        fields.check();
        return settings;
    }

    private String name() {
        if (before != null && !fields.has("name")) {
            return before.name();
        }
        return fields.requiredNonEmptyString("name", TextLimit.NAME);
    }

    private @Nullable String credentialId() {
        if (before != null && !fields.has("credential_id")) {
            return before.credentialId();
        }
        String id = fields.optionalString("credential_id", TextLimit.ID);
        if (id != null && TextLimit.ID.allows(id) && !knownCredential.test(id)) {
            fields.reject("credential_id", "value_error", "There is no such credential");
        }
        return id;
    }

    private @Nullable String totpIdentifier() {
        if (before != null && !fields.has("totp_identifier")) {
            return before.totpIdentifier();
        }
        String identifier = fields.optionalString("totp_identifier", TextLimit.IDENTIFIER);
        fields.rejectUnseen("totp_identifier", identifier);
        if (identifier != null && identifier.isBlank()) {
            fields.reject("totp_identifier", "value_error", "Input should be an address, a number or a label");
        }
        return identifier;
    }

    private SigningKeys signingKeys() {
        if (before != null && !fields.has("signing_keys")) {
            return before.signingKeys();
        }
        List<String> given = fields.requiredStrings("signing_keys", TextLimit.SIGNING_KEY, SigningKeys.MOST);
        if (given.isEmpty() && fields.has("signing_keys") && fields.errors().isEmpty()) {
            fields.reject("signing_keys", "too_short", "List should have at least 1 item after validation, not 0");
        }
        List<SecretText> keys = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            if (!usable(given.get(i))) {
                fields.rejectWithin("signing_keys", i, "value_error", WANTED);
            }
            keys.add(new SecretText(given.get(i)));
        }
        return new SigningKeys(keys, null);
    }

    /** A key that was copied with a space or a line's end would never match. */
    private static boolean usable(String key) {
        return key.length() >= SHORTEST_KEY && key.chars().allMatch(character -> character > ' ' && character < 0x7F);
    }
}

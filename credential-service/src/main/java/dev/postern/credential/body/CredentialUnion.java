package dev.postern.credential.body;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Matches the member {@code credential} against its three models by shape, as Pydantic's smart union does: of the models
 * that fit, the one that uses most of the given members; when none fits, the errors of all three, each under its name.
 */
final class CredentialUnion {
    private static final String FIELD = "credential";
    private static final Set<String> ADDRESS_MEMBERS =
            Set.of("line1", "line2", "city", "state", "state_code", "postal_code", "country", "country_code");
    private static final List<String> CARD_MEMBERS =
            List.of("card_number", "card_cvv", "card_exp_month", "card_exp_year", "card_brand", "card_holder_name");

    private static final int MOST_METADATA = 100;

    private CredentialUnion() {}

    /** The best match, or null when there is none; the reason then stands among the body's errors. */
    static @Nullable CredentialContent match(JsonFields body) {
        JsonNode given = body.raw(FIELD);
        if (given == null) {
            body.reject(FIELD, "missing", "Field required");
            return null;
        }
        List<String> names =
                List.of(CredentialContent.Login.NAME, CredentialContent.Card.NAME, CredentialContent.Text.NAME);
        if (!given.isObject()) {
            names.forEach(name -> body.rejectWithin(
                    FIELD,
                    name,
                    "model_attributes_type",
                    "Input should be a valid dictionary or object to extract fields from"));
            return null;
        }
        List<JsonFields> views = names.stream()
                .map(name -> JsonFields.of(given, List.of("body", FIELD, name)))
                .toList();
        List<Attempt> attempts = List.of(
                new Attempt(login(views.get(0)), views.get(0), used(given, CredentialContent.Login.MEMBERS.stream())),
                new Attempt(
                        card(views.get(1)),
                        views.get(1),
                        used(given, Stream.concat(CARD_MEMBERS.stream(), CredentialContent.Card.OPTIONAL.stream()))),
                new Attempt(text(views.get(2)), views.get(2), used(given, CredentialContent.Text.MEMBERS.stream())));
        Attempt best = null;
        for (Attempt attempt : attempts) {
            if (attempt.fits() && (best == null || attempt.used() > best.used())) {
                best = attempt;
            }
        }
        if (best == null) {
            attempts.forEach(attempt -> body.rejectAll(attempt.view().errors()));
            return null;
        }
        return best.content();
    }

    private record Attempt(CredentialContent content, JsonFields view, long used) {
        boolean fits() {
            return view.errors().isEmpty();
        }
    }

    private static long used(JsonNode given, Stream<String> members) {
        return members.filter(given::has).count();
    }

    static CredentialContent.Login login(JsonFields view) {
        String password = view.requiredNonEmptyString("password", TextLimit.SECRET);
        String username = view.requiredNonEmptyString("username", TextLimit.LINE);
        String totp = view.optionalString("totp", TextLimit.SECRET);
        String hotp = view.optionalString("hotp", TextLimit.SECRET);
        String identifier = view.optionalString("totp_identifier", TextLimit.IDENTIFIER);
        view.rejectUnseen("totp_identifier", identifier);
        if (hotp != null && totp != null) {
            view.reject("hotp", "value_error", "Value error, a credential has one authenticator, totp or hotp");
        }
        return new CredentialContent.Login(
                username,
                password,
                totp,
                view.choice("totp_type", TotpType.BY_NAME, TotpType.NONE),
                identifier,
                metadata(view),
                hotp);
    }

    static CredentialContent.Card card(JsonFields view) {
        Map<String, String> members = new LinkedHashMap<>();
        CARD_MEMBERS.forEach(name -> members.put(name, view.requiredNonEmptyString(name, TextLimit.LINE)));
        return new CredentialContent.Card(
                members,
                address(view),
                view.optionalString("billing_email", TextLimit.LINE),
                view.optionalString("billing_phone", TextLimit.LINE),
                metadata(view));
    }

    private static @Nullable Map<String, String> address(JsonFields view) {
        JsonNode given = view.raw("billing_address");
        if (given == null || given.isNull()) {
            return null;
        }
        // Its errors stand at the address, as those of any object within.
        JsonFields lines = view.requiredObject("billing_address");
        Map<String, String> address = new LinkedHashMap<>();
        ADDRESS_MEMBERS.stream().filter(given::has).sorted().forEach(name -> {
            String line = lines.optionalString(name, TextLimit.LINE);
            if (line != null) {
                address.put(name, line);
            }
        });
        return address;
    }

    private static @Nullable Map<String, String> metadata(JsonFields view) {
        return view.optionalStringMap("metadata", TextLimit.METADATA, MOST_METADATA);
    }

    static CredentialContent.Text text(JsonFields view) {
        return new CredentialContent.Text(
                view.requiredNonEmptyString("secret_value", TextLimit.SECRET),
                view.optionalString("secret_label", TextLimit.LINE));
    }
}

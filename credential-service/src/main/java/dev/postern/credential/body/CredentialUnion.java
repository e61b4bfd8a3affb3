package dev.postern.credential.body;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.platform.body.JsonFields;
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

    private CredentialUnion() {}

    /** The members of one model, read from the body. */
    sealed interface Model {
        /** What the model is called in error places. */
        String name();

        /** A login. The member {@code hotp} is Postern's own. */
        record Login(
                String username,
                String password,
                @Nullable String totp,
                TotpType totpType,
                @Nullable String totpIdentifier,
                @Nullable Map<String, String> metadata,
                @Nullable String hotp)
                implements Model {
            static final String NAME = "NonEmptyPasswordCredential";
            static final Set<String> MEMBERS =
                    Set.of("username", "password", "totp", "totp_type", "totp_identifier", "metadata", "hotp");

            /** The same with other keys. */
            Login withKeys(@Nullable String byTime, @Nullable String byCounter) {
                return new Login(username, password, byTime, totpType, totpIdentifier, metadata, byCounter);
            }

            @Override
            public String name() {
                return NAME;
            }

            @Override
            public String toString() {
                return NAME;
            }
        }

        /** A payment card; every required member is in the map. */
        record Card(
                Map<String, String> members,
                @Nullable Map<String, String> billingAddress,
                @Nullable String billingEmail,
                @Nullable String billingPhone,
                @Nullable Map<String, String> metadata)
                implements Model {
            static final String NAME = "NonEmptyCreditCardCredential";
            static final Set<String> OPTIONAL = Set.of("billing_address", "billing_email", "billing_phone", "metadata");

            @Override
            public String name() {
                return NAME;
            }

            @Override
            public String toString() {
                return NAME;
            }
        }

        /** Any other secret. */
        record Text(String value, @Nullable String label) implements Model {
            static final String NAME = "SecretCredential";
            static final Set<String> MEMBERS = Set.of("secret_value", "secret_label");

            @Override
            public String name() {
                return NAME;
            }

            @Override
            public String toString() {
                return NAME;
            }
        }
    }

    /** The texts that are stored in the open. */
    static List<String> shown(Model model) {
        return switch (model) {
            case Model.Login login -> List.of(login.username());
            case Model.Card card -> List.copyOf(card.members().values());
            case Model.Text text -> text.label() == null ? List.of() : List.of(text.label());
        };
    }

    /** The best match, or null when there is none; the reason then stands among the body's errors. */
    static @Nullable Model match(JsonFields body) {
        JsonNode given = body.raw(FIELD);
        if (given == null) {
            body.reject(FIELD, "missing", "Field required");
            return null;
        }
        List<String> names = List.of(Model.Login.NAME, Model.Card.NAME, Model.Text.NAME);
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
                new Attempt(login(views.get(0)), views.get(0), used(given, Model.Login.MEMBERS.stream())),
                new Attempt(
                        card(views.get(1)),
                        views.get(1),
                        used(given, Stream.concat(CARD_MEMBERS.stream(), Model.Card.OPTIONAL.stream()))),
                new Attempt(text(views.get(2)), views.get(2), used(given, Model.Text.MEMBERS.stream())));
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
        return best.model();
    }

    private record Attempt(Model model, JsonFields view, long used) {
        boolean fits() {
            return view.errors().isEmpty();
        }
    }

    private static long used(JsonNode given, Stream<String> members) {
        return members.filter(given::has).count();
    }

    static Model.Login login(JsonFields view) {
        String password = view.requiredNonEmptyString("password");
        String username = view.requiredNonEmptyString("username");
        String totp = view.optionalString("totp");
        String hotp = view.optionalString("hotp");
        if (hotp != null && totp != null) {
            view.reject("hotp", "value_error", "Value error, a credential has one authenticator, totp or hotp");
        }
        return new Model.Login(
                username,
                password,
                totp,
                view.choice("totp_type", TotpType.BY_NAME, TotpType.NONE),
                view.optionalString("totp_identifier"),
                view.optionalStringMap("metadata"),
                hotp);
    }

    static Model.Card card(JsonFields view) {
        Map<String, String> members = new LinkedHashMap<>();
        CARD_MEMBERS.forEach(name -> members.put(name, view.requiredNonEmptyString(name)));
        return new Model.Card(
                members,
                address(view),
                view.optionalString("billing_email"),
                view.optionalString("billing_phone"),
                view.optionalStringMap("metadata"));
    }

    private static @Nullable Map<String, String> address(JsonFields view) {
        JsonNode given = view.raw("billing_address");
        if (given == null || given.isNull()) {
            return null;
        }
        if (!given.isObject()) {
            view.reject(
                    "billing_address",
                    "model_attributes_type",
                    "Input should be a valid dictionary or object to extract fields from");
            return null;
        }
        Map<String, String> address = new LinkedHashMap<>();
        given.properties().forEach(member -> {
            if (ADDRESS_MEMBERS.contains(member.getKey()) && !member.getValue().isNull()) {
                if (member.getValue().isTextual()) {
                    address.put(member.getKey(), member.getValue().textValue());
                } else {
                    view.rejectWithin(
                            "billing_address", member.getKey(), "string_type", "Input should be a valid string");
                }
            }
        });
        return address;
    }

    static Model.Text text(JsonFields view) {
        return new Model.Text(view.requiredNonEmptyString("secret_value"), view.optionalString("secret_label"));
    }
}

package dev.postern.gateway.console.credential;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.api.FieldTrouble;
import dev.postern.gateway.console.api.Trouble;
import dev.postern.gateway.console.page.Form;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/** Stores what was typed into the form for a new credential. */
final class NewCredential {
    private static final List<String> CARD =
            List.of("card_holder_name", "card_number", "card_brand", "card_exp_month", "card_exp_year", "card_cvv");

    private NewCredential() {}

    static Answer<JsonObject> store(Api api, Kind kind, Form form) {
        return switch (kind) {
            case PASSWORDS, LINKS -> api.post("/v1/logins", login(form));
            case CARDS, SECRETS -> api.post("/v1/credentials", body(kind, form));
        };
    }

    /** The body that stores a card or a secret. */
    static JsonObject body(Kind kind, Form form) {
        return credential(form, kind, kind.isCards() ? card(form) : secret(form));
    }

    /** Whether something of a card or a secret was typed that cannot be shown again. */
    static boolean isTyped(Kind kind, Form form) {
        return kind.isCards()
                ? CARD.stream().anyMatch(field -> !form.get(field).isEmpty())
                : !form.typed("secret_value").isEmpty();
    }

    /** The trouble without what the API says of other kinds of credentials: it tries a body as each of them. */
    static Trouble ofThis(Trouble trouble, Kind kind) {
        String model = switch (kind) {
            case PASSWORDS, LINKS -> "";
            case CARDS -> "NonEmptyCreditCardCredential.";
            case SECRETS -> "SecretCredential.";
        };
        List<FieldTrouble> fields = trouble.fields().stream()
                .filter(field -> !field.field().startsWith("credential.")
                        || field.field().contains(model))
                .toList();
        return fields.isEmpty() ? trouble : new Trouble(trouble.kind(), "Look at the marked fields.", fields);
    }

    private static JsonObject login(Form form) {
        JsonObject login = new JsonObject().put("name", form.get("name"));
        putIfTyped(login, "username", form.get("username"));
        putIfTyped(login, "password", form.typed("password"));
        String type = form.get("totp_type");
        putIfTyped(login, "totp_type", type);
        switch (type) {
            case "authenticator" -> putIfTyped(login, "authenticator_key", form.get("authenticator_key"));
            case "email" -> putIfTyped(login, "totp_identifier", form.get("email_identifier"));
            case "text" -> putIfTyped(login, "totp_identifier", form.get("text_identifier"));
            default -> {}
        }
        return login;
    }

    private static JsonObject credential(Form form, Kind kind, JsonObject content) {
        return new JsonObject()
                .put("name", form.get("name"))
                .put("credential_type", kind.type())
                .put("credential", content);
    }

    private static JsonObject card(Form form) {
        return new JsonObject(CARD.stream().collect(Collectors.toMap(name -> name, form::get)));
    }

    private static JsonObject secret(Form form) {
        JsonObject secret = new JsonObject().put("secret_value", form.typed("secret_value"));
        putIfTyped(secret, "secret_label", form.get("secret_label"));
        return secret;
    }

    static void putIfTyped(JsonObject json, String member, String typed) {
        if (!typed.isEmpty()) {
            json.put(member, typed);
        }
    }
}

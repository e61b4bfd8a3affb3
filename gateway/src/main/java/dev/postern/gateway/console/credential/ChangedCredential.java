package dev.postern.gateway.console.credential;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.api.Trouble;
import dev.postern.gateway.console.page.Form;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Saves what was changed of a credential, and nothing else: an empty secret stays as it is.
 *
 * @param api with the person's key
 * @param id of the credential
 * @param kind of the credential
 */
record ChangedCredential(Api api, String id, Kind kind) {

    /** The form of what is stored. */
    static Form form(Listed stored) {
        Map<String, List<String>> fields = new HashMap<>();
        String identifier = Objects.requireNonNullElse(stored.identifier(), "");
        fields.put("name", List.of(stored.name()));
        fields.put("username", List.of(stored.detail()));
        fields.put("secret_label", List.of(stored.detail()));
        fields.put("totp_type", List.of(shown(stored.totpType())));
        fields.put("email_identifier", List.of(stored.totpType().equals("email") ? identifier : ""));
        fields.put("text_identifier", List.of(stored.totpType().equals("text") ? identifier : ""));
        fields.put("site", List.of(Objects.requireNonNullElse(stored.testedUrl(), "")));
        fields.put("into", List.of(Objects.requireNonNullElse(stored.folderId(), "")));
        return new Form(fields, null);
    }

    /** As the form has it. */
    private static String shown(String totpType) {
        return totpType.equals("none") ? "" : totpType;
    }

    /** Why it could not be saved; null when it was. */
    @Nullable Trouble save(Form form) {
        Trouble trouble = form.has("skyvern", "true") ? null : content(form);
        return trouble == null ? place(form) : trouble;
    }

    /** Why its site or its folder could not be saved; null when they were, or are as before. */
    @Nullable Trouble place(Form form) {
        Trouble trouble = null;
        if (!form.get("site").equals(form.get("site_before"))) {
            String site = form.get("site");
            trouble = api.patch(
                            "/v1/credentials/" + Api.step(id),
                            new JsonObject().put("tested_url", site.isEmpty() ? null : site))
                    .trouble();
        }
        if (trouble == null && form.has("into") && !form.get("into").equals(form.get("folder_before"))) {
            String folder = form.get("into");
            trouble = api.put(
                            "/v1/credentials/" + Api.step(id) + "/folder",
                            new JsonObject().put("folder_id", folder.isEmpty() ? null : folder))
                    .trouble();
        }
        return trouble;
    }

    private @Nullable Trouble content(Form form) {
        Answer<JsonObject> answer;
        if (kind.isPasswords()) {
            answer = api.patch("/v1/logins/" + Api.step(id), login(form));
        } else if (NewCredential.isTyped(kind, form)) {
            answer = api.post("/v1/credentials/" + Api.step(id) + "/update", NewCredential.body(kind, form));
        } else {
            answer = api.patch("/v1/credentials/" + Api.step(id), new JsonObject().put("name", form.get("name")));
        }
        return answer.trouble();
    }

    private static JsonObject login(Form form) {
        String username = form.get("username");
        JsonObject login =
                new JsonObject().put("name", form.get("name")).put("username", username.isEmpty() ? null : username);
        NewCredential.putIfTyped(login, "password", form.typed("password"));
        String type = form.get("totp_type");
        if (form.has("totp_type") && !type.equals(shown(form.get("totp_before")))) {
            login.put("totp_type", type.isEmpty() ? "none" : type);
        }
        switch (type) {
            case "authenticator" -> NewCredential.putIfTyped(login, "authenticator_key", form.get("authenticator_key"));
            case "email" -> login.put("totp_identifier", form.get("email_identifier"));
            case "text" -> login.put("totp_identifier", form.get("text_identifier"));
            default -> {
                if (login.containsKey("totp_type")) {
                    login.putNull("totp_identifier");
                }
            }
        }
        return login;
    }

    @Override
    public String toString() {
        return "ChangedCredential[" + id + "]";
    }
}

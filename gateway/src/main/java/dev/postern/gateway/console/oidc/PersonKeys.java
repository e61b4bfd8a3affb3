package dev.postern.gateway.console.oidc;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.api.Texts;
import dev.postern.gateway.console.api.Trouble;
import dev.postern.gateway.console.session.Holder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the API key of somebody who signed in, by the API that all use. */
final class PersonKeys {
    private final Api api;

    /** With the key that makes them. */
    PersonKeys(Api api) {
        this.api = api;
    }

    /**
     * A key that was just made.
     *
     * @param key opens the API; a secret
     * @param holder whose it is
     */
    record Made(String key, Holder holder) {
        @Override
        public String toString() {
            return "Made[" + holder.apiKeyId() + "]";
        }
    }

    /** A key with the person's name that opens nothing after the time. */
    Answer<Made> make(Person person, String organizationId, Collection<String> scopes, Instant until) {
        Answer<Holder> own = api.get("/v1/api-keys/self").map(Holder::of);
        if (own.trouble() != null) {
            return Answer.failed(own.trouble());
        }
        boolean isOperator = own.found().organizationId() == null;
        if (!isOperator && !organizationId.equals(own.found().organizationId())) {
            return Answer.failed(new Trouble(Trouble.Kind.REFUSED, "it is of another organisation.", List.of()));
        }
        String path = isOperator ? "/v1/organizations/" + Api.step(organizationId) + "/api-keys" : "/v1/api-keys";
        JsonObject wanted = new JsonObject()
                .put("name", person.name() + " (console)")
                .put("scopes", new JsonArray(List.copyOf(scopes)))
                .put("expires_at", until.toString());
        return api.post(path, wanted)
                .map(made -> new Made(
                        Texts.text(made, "key"), Holder.of(made.copy().put("organization_id", organizationId))));
    }

    /** The names of organisations by their ids, as far as the key that makes keys may read them. */
    Map<String, String> names() {
        return api.list("/v1/organizations?page_size=500").or(List.of()).stream()
                .collect(Collectors.toMap(
                        row -> Texts.text(row, "organization_id"), row -> Texts.text(row, "name"), (one, _) -> one));
    }
}

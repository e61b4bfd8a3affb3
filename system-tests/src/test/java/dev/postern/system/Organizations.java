package dev.postern.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.LocalSystem;

/** Callers with an organisation of their own. */
public final class Organizations {

    private Organizations() {}

    /** The first caller of a local installation. */
    public static Api local(LocalSystem system) {
        return new Api(system.gateway(), system.apiKey());
    }

    /** The operator. */
    public static Api operator(LocalSystem system) {
        return new Api(system.gateway(), system.operatorKey());
    }

    /** The admin of an organisation that nobody else uses. */
    public static Api fresh(LocalSystem system) {
        Api.Answer made = operator(system).post("/v1/organizations", "{\"name\":\"test\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return new Api(system.gateway(), made.json().at("/api_key/key").asText());
    }

    /** A Skyvern server that keeps its secrets here, in an organisation that nobody else uses. */
    public static Api vaultClient(LocalSystem system) {
        Api operator = operator(system);
        Api.Answer made = operator.post("/v1/organizations", "{\"name\":\"test\"}");
        String id = made.json().get("organization_id").asText();
        return new Api(
                system.gateway(),
                key(operator, "/v1/organizations/" + id + "/api-keys", "credentials:reveal")
                        .get("key")
                        .asText());
    }

    /** A key of these scopes, made by an admin. */
    public static JsonNode key(Api admin, String... scopes) {
        return key(admin, "/v1/api-keys", String.join("\",\"", scopes));
    }

    private static JsonNode key(Api maker, String route, String scopes) {
        Api.Answer made = maker.post(route, "{\"name\":\"test\",\"scopes\":[\"" + scopes + "\"]}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json();
    }
}

package dev.postern.gateway.console.oidc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0, section 3).
 *
 * @param authorization where people sign in
 * @param token where a code becomes tokens
 * @param keys the public keys of its signatures
 * @param userInfo further claims; null for none
 * @param endSession where people sign out; null for none
 * @param takesSecretInHeader whether the client's secret goes into a header, else into the form
 * @param namesItself whether its answers say who it is (RFC 9207)
 */
record Discovered(
        URI authorization,
        URI token,
        URI keys,
        @Nullable URI userInfo,
        @Nullable URI endSession,
        boolean takesSecretInHeader,
        boolean namesItself) {

    /**
     * Asks the provider.
     *
     * @throws IOException when it does not answer, or is another than the issuer
     */
    static Discovered ask(ProviderCalls calls, URI issuer) throws IOException {
        String base = issuer.toString();
        String path = (base.endsWith("/") ? "" : "/") + ".well-known/openid-configuration";
        ProviderCalls.Answer answer = calls.get(URI.create(base + path), Map.of());
        JsonObject json = answer.json();
        if (!answer.isOk() || !base.equals(json.getValue("issuer"))) {
            throw new IOException("No discovery document of this issuer, status " + answer.status());
        }
        return of(issuer, json);
    }

    /**
     * Reads what the provider says of itself.
     *
     * @throws IOException when an endpoint is missing, or may not be used
     */
    static Discovered of(URI issuer, JsonObject json) throws IOException {
        URI authorization = uri(issuer, json, "authorization_endpoint");
        URI token = uri(issuer, json, "token_endpoint");
        URI keys = uri(issuer, json, "jwks_uri");
        if (authorization == null || token == null || keys == null) {
            throw new IOException("The discovery document lacks an endpoint");
        }
        return new Discovered(
                authorization,
                token,
                keys,
                uri(issuer, json, "userinfo_endpoint"),
                uri(issuer, json, "end_session_endpoint"),
                takesSecretInHeader(json),
                Boolean.TRUE.equals(json.getValue("authorization_response_iss_parameter_supported")));
    }

    /** A provider that names no methods takes the header (section 3). */
    private static boolean takesSecretInHeader(JsonObject json) {
        return !(json.getValue("token_endpoint_auth_methods_supported") instanceof JsonArray methods)
                || methods.contains("client_secret_basic")
                || !methods.contains("client_secret_post");
    }

    /** A provider elsewhere sends nobody to plain HTTP, to this machine, or to another kind of address. */
    private static @Nullable URI uri(URI issuer, JsonObject json, String member) throws IOException {
        if (!(json.getValue(member) instanceof String text)) {
            return null;
        }
        try {
            URI uri = URI.create(text);
            if (!Configured.isOverTls(uri) && !(Configured.isHere(issuer) && Configured.isHere(uri))) {
                throw new IOException("The discovery document's " + member + " does not begin with https://");
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw new IOException("The discovery document's " + member + " is no address", e);
        }
    }
}

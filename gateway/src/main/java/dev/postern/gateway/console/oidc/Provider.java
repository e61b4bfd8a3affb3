package dev.postern.gateway.console.oidc;

import dev.postern.gateway.console.oidc.SignOnFailed.Problem;
import dev.postern.gateway.console.page.Form;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The provider, by the authorization code flow with PKCE (OpenID Connect Core 1.0, section 3.1; RFC 7636). It is asked about itself at the
 * first sign-in, so that a start does not wait for it. Each call blocks, so it belongs on a virtual thread.
 */
final class Provider {
    private final Configured configured;
    private final List<String> scopes;
    private final Claims claims;
    private final ProviderCalls calls;
    private final AtomicReference<@Nullable FutureTask<Known>> asked = new AtomicReference<>();

    /**
     * Which claims say what.
     *
     * @param name of the person
     * @param roles of the person
     */
    record Claims(String name, String roles) {}

    /** The provider as it described itself, and the checker of its tokens. */
    private record Known(Discovered endpoints, IdTokens tokens) {}

    Provider(Configured configured, List<String> scopes, Claims claims) {
        this(configured, scopes, claims, new ProviderCalls());
    }

    Provider(Configured configured, List<String> scopes, Claims claims, ProviderCalls calls) {
        this.calls = calls;
        this.configured = configured;
        this.scopes = List.copyOf(scopes);
        this.claims = claims;
    }

    /** Where the browser goes to sign in. */
    String address(Attempt attempt) throws SignOnFailed {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", configured.clientId());
        query.put("redirect_uri", configured.redirectUri().toString());
        query.put("scope", String.join(" ", scopes));
        query.put("state", attempt.state());
        query.put("nonce", attempt.nonce());
        query.put("code_challenge", attempt.challenge());
        query.put("code_challenge_method", "S256");
        return with(known().endpoints().authorization(), query);
    }

    /** Where the browser goes to sign out of the provider too; null when the provider has no such place. */
    @Nullable String signOutAddress() throws SignOnFailed {
        URI end = known().endpoints().endSession();
        return end == null
                ? null
                : with(
                        end,
                        Map.of(
                                "client_id",
                                configured.clientId(),
                                "post_logout_redirect_uri",
                                configured
                                        .redirectUri()
                                        .resolve("/console/sign-in")
                                        .toString()));
    }

    /** Who came back from the provider with this query. */
    Person person(Attempt attempt, Form query) throws SignOnFailed {
        Known provider = known();
        String issuer = query.get("iss");
        boolean isOurs = attempt.state().equals(query.get("state"))
                && (issuer.isEmpty()
                        ? !provider.endpoints().namesItself()
                        : issuer.equals(configured.issuer().toString()));
        if (!isOurs) {
            throw new SignOnFailed(Problem.NOT_BEGUN_HERE);
        }
        if (query.get("code").isEmpty()) {
            throw new SignOnFailed(Problem.REFUSED);
        }
        try {
            JsonObject tokens = redeem(provider.endpoints(), attempt, query.get("code"));
            JsonObject known = provider.tokens().check(tokens.getString("id_token", ""), attempt);
            return Person.of(withUserInfo(provider.endpoints(), known, tokens), claims.name(), claims.roles());
        } catch (IOException e) {
            throw new SignOnFailed(Problem.NO_ANSWER, e);
        }
    }

    private JsonObject redeem(Discovered endpoints, Attempt attempt, String code) throws IOException, SignOnFailed {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", configured.redirectUri().toString());
        form.put("code_verifier", attempt.verifier());
        Map<String, String> headers = new LinkedHashMap<>();
        String secret = configured.secret();
        if (secret != null && endpoints.takesSecretInHeader()) {
            headers.put("Authorization", "Basic " + basic(configured.clientId(), secret));
        } else {
            form.put("client_id", configured.clientId());
        }
        if (secret != null && !endpoints.takesSecretInHeader()) {
            form.put("client_secret", secret);
        }
        ProviderCalls.Answer answer = calls.post(endpoints.token(), headers, form);
        if (!answer.isOk() || !(answer.json().getValue("id_token") instanceof String)) {
            throw new SignOnFailed(answer.status() >= 500 ? Problem.NO_ANSWER : Problem.CODE_REFUSED);
        }
        return answer.json();
    }

    /** Some providers keep the roles out of the ID token. What they tell elsewhere must be of the same person (section 5.3.2). */
    private JsonObject withUserInfo(Discovered endpoints, JsonObject known, JsonObject tokens) throws IOException {
        URI userInfo = endpoints.userInfo();
        if (Person.hasRoles(known, claims.roles())
                || userInfo == null
                || !(tokens.getValue("access_token") instanceof String access)) {
            return known;
        }
        ProviderCalls.Answer answer = calls.get(userInfo, Map.of("Authorization", "Bearer " + access));
        boolean isOfThem =
                answer.isOk() && known.getString("sub").equals(answer.json().getValue("sub"));
        return isOfThem ? answer.json().copy().mergeIn(known) : known;
    }

    /** Whoever comes while the provider is asked gets that answer too: a dead provider keeps nobody waiting for the others' calls. */
    private Known known() throws SignOnFailed {
        FutureTask<Known> own = new FutureTask<>(this::discovered);
        FutureTask<Known> earlier = asked.compareAndExchange(null, own);
        FutureTask<Known> answer = earlier == null ? own : earlier;
        if (earlier == null) {
            own.run();
        }
        try {
            return answer.get();
        } catch (ExecutionException e) {
            asked.compareAndSet(answer, null);
            throw new SignOnFailed(Problem.NO_ANSWER, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SignOnFailed(Problem.NO_ANSWER, e);
        }
    }

    private Known discovered() throws IOException {
        Discovered endpoints = Discovered.ask(calls, configured.issuer());
        return new Known(endpoints, new IdTokens(endpoints.keys(), configured.issuer(), configured.clientId(), calls));
    }

    /** RFC 6749, section 2.3.1: both are form-encoded first. */
    private static String basic(String clientId, String secret) {
        String text = ProviderCalls.encoded(clientId) + ":" + ProviderCalls.encoded(secret);
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String with(URI address, Map<String, String> query) {
        return address + (address.getRawQuery() == null ? "?" : "&") + ProviderCalls.encoded(query);
    }
}

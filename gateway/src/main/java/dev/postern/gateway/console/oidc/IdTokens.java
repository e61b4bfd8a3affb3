package dev.postern.gateway.console.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.postern.gateway.console.oidc.SignOnFailed.Problem;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Checks ID tokens as OpenID Connect Core 1.0, section 3.1.3.7, asks: signature by a key of the provider, issuer, audience, times, nonce.
 * Only signatures by a key pair count: a provider that signs with the client's secret, or not at all, is refused.
 */
final class IdTokens {
    private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();

    private final JWKSource<SecurityContext> keys;
    private final URI issuer;
    private final String clientId;

    /** For the keys at an address. They are fetched when one is needed, kept for five minutes, and fetched anew for an unknown one. */
    IdTokens(URI keys, URI issuer, String clientId, ProviderCalls calls) throws MalformedURLException {
        this.keys = JWKSourceBuilder.create(keys.toURL(), _ -> fetched(calls, keys))
                .retrying(true)
                .build();
        this.issuer = issuer;
        this.clientId = clientId;
    }

    private static Resource fetched(ProviderCalls calls, URI keys) throws IOException {
        ProviderCalls.Answer answer = calls.get(keys, Map.of());
        if (!answer.isOk()) {
            throw new IOException("No keys of the provider, status " + answer.status());
        }
        return new Resource(answer.json().encode(), "application/json");
    }

    /**
     * The claims of a token that is for this client and this attempt.
     *
     * @throws SignOnFailed when it is not
     */
    JsonObject check(String token, Attempt attempt) throws SignOnFailed {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                clientId,
                new JWTClaimsSet.Builder()
                        .issuer(issuer.toString())
                        .claim("nonce", attempt.nonce())
                        .build(),
                Set.of("sub", "exp", "iat")));
        try {
            JWTClaimsSet claims = processor.process(token, null);
            Object party = claims.getClaim("azp");
            boolean isForUs = party == null ? claims.getAudience().size() == 1 : clientId.equals(party);
            if (!isForUs) {
                throw new SignOnFailed(Problem.TOKEN_REFUSED);
            }
            return new JsonObject(claims.toString());
        } catch (ParseException | BadJOSEException e) {
            throw new SignOnFailed(Problem.TOKEN_REFUSED, e);
        } catch (JOSEException e) {
            throw new SignOnFailed(Problem.NO_ANSWER, e);
        }
    }

    private static Set<JWSAlgorithm> algorithms() {
        Set<JWSAlgorithm> pairs = new HashSet<>(JWSAlgorithm.Family.RSA);
        pairs.addAll(JWSAlgorithm.Family.EC);
        // The JDK has no such curve.
        pairs.remove(JWSAlgorithm.ES256K);
        return Set.copyOf(pairs);
    }
}

package dev.postern.ingest.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.HmacAlgorithms;

/**
 * A JSON web token that is signed by a shared secret (RFC 7515, RFC 7519). The algorithm is one of those that the provider uses;
 * what the token itself says of it is compared with them and decides nothing else.
 */
public final class WebToken {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, HmacAlgorithms> ALGORITHMS = Map.of(
            "HS256", HmacAlgorithms.HMAC_SHA_256,
            "HS384", HmacAlgorithms.HMAC_SHA_384,
            "HS512", HmacAlgorithms.HMAC_SHA_512);

    private WebToken() {}

    /** A token with these claims, in JSON, that a secret signs by HS256. */
    public static String signed(byte[] claims, String secret) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String signed = encoder.encodeToString(Macs.bytes("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")) + "."
                + encoder.encodeToString(claims);
        return signed + "." + encoder.encodeToString(Macs.of(HmacAlgorithms.HMAC_SHA_256, secret, signed));
    }

    /**
     * The claims of a token that one of the secrets signed; empty when none did.
     *
     * @param algorithms those that the provider uses, as RFC 7518 names them
     */
    public static Optional<JsonNode> claims(String token, List<String> algorithms, List<String> secrets) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            String name = JSON.readTree(decoder.decode(parts[0])).path("alg").asText();
            HmacAlgorithms algorithm = algorithms.contains(name) ? ALGORITHMS.get(name) : null;
            if (algorithm == null) {
                return Optional.empty();
            }
            boolean genuine = false;
            for (String secret : secrets) {
                byte[] expected = Macs.of(algorithm, secret, parts[0] + "." + parts[1]);
                genuine |= Macs.same(Base64.getUrlEncoder().withoutPadding().encodeToString(expected), parts[2]);
            }
            return genuine ? Optional.of(JSON.readTree(decoder.decode(parts[1]))) : Optional.empty();
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }
}

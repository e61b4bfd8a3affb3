package dev.postern.ingest.proof;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.provider.WebhookRequest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A secret that is sent with each post, by a provider that does not sign: {@code Authorization: Basic} for a secret
 * {@code user:password} (RFC 7617), {@code Authorization: Bearer} (RFC 6750), or a header of its own. A channel without
 * secrets is guarded by its token alone.
 */
public final class SharedSecret {
    /** What to do about a secret that is missing or wrong, for the person who set the sender up. */
    public static final String SENTENCE = "The secret is missing or wrong. Send a secret of the channel in a header:"
            + " 'Authorization: Bearer SECRET'. The posts of the channel say more.";

    private static final String AUTHORIZATION = "Authorization";
    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";

    private SharedSecret() {}

    /**
     * Whether one of the channel's secrets came with the post.
     *
     * @param headers further headers in which the secret may stand as it is
     */
    public static Proof check(WebhookRequest request, Channel channel, String... headers) {
        return channel.secrets().isEmpty() ? Proof.GENUINE : check(request, channel.secrets(), headers);
    }

    /** The header by which the first of the channel's secrets is sent along; none for a channel without secrets. */
    public static Map<String, String> headers(Channel channel) {
        return channel.secrets().stream()
                .findFirst()
                .map(secret -> Map.of(AUTHORIZATION, secret.contains(":") ? basic(secret) : "Bearer " + secret))
                .orElse(Map.of());
    }

    /** Whether one of these secrets came with the post. */
    public static Proof check(WebhookRequest request, List<String> secrets, String... headers) {
        Optional<String> authorization = request.header(AUTHORIZATION);
        List<String> given = Stream.concat(
                        authorization.stream(), Stream.of(headers).flatMap(name -> request.header(name).stream()))
                .toList();
        if (given.isEmpty()) {
            return Proof.MISSING;
        }
        boolean genuine = false;
        for (String secret : secrets) {
            String basic = lowerScheme(basic(secret), BASIC);
            for (String value : given) {
                genuine |= Macs.same(secret, value);
                genuine |= Macs.same(basic, lowerScheme(value, BASIC));
                genuine |= Macs.same(BEARER + secret, lowerScheme(value, BEARER));
            }
        }
        return genuine ? Proof.GENUINE : Proof.BAD;
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(Macs.bytes(userAndPassword));
    }

    /** The name of a scheme counts in any case (RFC 9110, section 11.1). */
    private static String lowerScheme(String value, String scheme) {
        return value.regionMatches(true, 0, scheme, 0, scheme.length())
                ? scheme + value.substring(scheme.length())
                : value;
    }
}

package dev.postern.ingest.twilio;

import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.provider.WebhookRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.HmacAlgorithms;

/**
 * Which keys may have signed a post. Without the header {@code X-Twilio-Webhooks-Signature-Settings} it is the auth token, by HMAC-SHA1.
 * With it, as in {@code key=webhooks_sharedkey_1,algorithm=HMAC_SHA256}, it is the shared key of that name. A channel has a shared key as
 * the secret {@code name=key}.
 *
 * <p>Source: the package {@code twilio} 6.3.1 for Node, {@code webhooks.js}.
 */
final class SigningKeys {
    static final String HEADER = "X-Twilio-Webhooks-Signature-Settings";
    private static final Pattern NAMED = Pattern.compile("([A-Za-z][A-Za-z0-9_-]{0,99})=(.+)");
    private static final Map<String, HmacAlgorithms> ALGORITHMS =
            Map.of("HMAC_SHA1", HmacAlgorithms.HMAC_SHA_1, "HMAC_SHA256", HmacAlgorithms.HMAC_SHA_256);

    private SigningKeys() {}

    /** What was found. */
    sealed interface Choice {}

    /** Any of these keys, by this algorithm. */
    record Keys(HmacAlgorithms algorithm, List<String> keys) implements Choice {
        @Override
        public String toString() {
            return "Keys[algorithm=" + algorithm + ", ***]";
        }
    }

    /** None, for this reason. */
    record None(Refusal reason) implements Choice {}

    static Choice choose(WebhookRequest request, List<String> secrets) {
        Optional<String> settings = request.header(HEADER).filter(header -> !header.isBlank());
        if (settings.isEmpty()) {
            return new Keys(
                    HmacAlgorithms.HMAC_SHA_1,
                    secrets.stream().filter(secret -> name(secret).isEmpty()).toList());
        }
        String name = part(settings.get(), "key");
        String algorithm = part(settings.get(), "algorithm");
        HmacAlgorithms known = ALGORITHMS.get(algorithm.isEmpty() ? "HMAC_SHA1" : algorithm.toUpperCase(Locale.ROOT));
        if (known == null) {
            return new None(Refusal.UNKNOWN_ALGORITHM);
        }
        List<String> keys = secrets.stream()
                .filter(secret -> name.equals(name(secret).orElse("")))
                .map(secret -> secret.substring(name.isEmpty() ? 0 : name.length() + 1))
                .toList();
        return keys.isEmpty() ? new None(Refusal.UNKNOWN_KEY) : new Keys(known, keys);
    }

    private static String part(String settings, String name) {
        return Stream.of(settings.split(",", 16))
                .map(part -> part.split("=", 2))
                .filter(part -> part.length == 2 && part[0].strip().equals(name))
                .map(part -> part[1].strip())
                .findFirst()
                .orElse("");
    }

    /** The name of a shared key; empty for an auth token. */
    static Optional<String> name(String secret) {
        Matcher named = NAMED.matcher(secret);
        return named.matches() ? Optional.of(named.group(1)) : Optional.empty();
    }
}

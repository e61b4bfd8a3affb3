package dev.postern.ingest.android;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.DeliveryKeys;
import dev.postern.ingest.form.NamedFields;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.proof.Proof;
import dev.postern.ingest.proof.TimeWindow;
import dev.postern.ingest.provider.Example;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Reply;
import dev.postern.ingest.provider.Statuses;
import dev.postern.ingest.provider.WebhookRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.jspecify.annotations.Nullable;

/** SmsForwarder of pppscn. The field {@code sign} covers the time and not the text. */
@ApplicationScoped
class SmsForwarderAdapter implements ProviderAdapter {
    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,15}");

    private static final Statuses STATUSES = Statuses.DROPPING.explained(
            "The field 'sign' is missing, wrong or too old. Enter the secret of the channel in the sender's settings,"
                    + " and set the phone's clock. The posts of the channel say more.",
            NamedFields.UNREAD,
            NamedFields.EMPTY);

    private final Clock clock;

    SmsForwarderAdapter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "smsforwarder";
    }

    /** It does not unless its user sets a number of attempts. */
    @Override
    public Retries retries() {
        return Retries.NONE;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        return NamedFields.of(request)
                .map(fields ->
                        check(fields, channel).then(() -> fields.message(DeliveryKeys.ofBody(request.body()), channel)))
                .orElseGet(NamedFields::notUnderstood);
    }

    private Proof check(NamedFields fields, Channel channel) {
        if (channel.secrets().isEmpty()) {
            return Proof.GENUINE;
        }
        String timestamp = fields.find(channel, "timestamp", List.of("timestamp"));
        String sign = fields.find(channel, "sign", List.of("sign"));
        if (timestamp == null || sign == null) {
            return Proof.MISSING;
        }
        String decoded = decoded(sign);
        boolean genuine = false;
        for (String secret : channel.secrets()) {
            String expected = sign(secret, timestamp);
            // Some versions encode the value once more.
            genuine |= Macs.same(expected, sign);
            genuine |= Macs.same(expected, decoded);
        }
        return genuine ? TimeWindow.FRESH_ONLY.of(millis(timestamp), clock.instant(), channel) : Proof.BAD;
    }

    private static String sign(String secret, String timestamp) {
        return Macs.base64(HmacAlgorithms.HMAC_SHA_256, secret, List.of(Macs.bytes(timestamp + "\n" + secret)));
    }

    private static String decoded(String sign) {
        try {
            return URLDecoder.decode(sign, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return sign;
        }
    }

    private static @Nullable Instant millis(String text) {
        return MILLIS.matcher(text).matches() ? Instant.ofEpochMilli(Long.parseLong(text)) : null;
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        String timestamp = Long.toString(example.now().toEpochMilli());
        Map<String, String> fields =
                new TreeMap<>(Map.of("from", example.sender(), "content", example.text(), "timestamp", timestamp));
        channel.secrets().stream().findFirst().ifPresent(secret -> fields.put("sign", sign(secret, timestamp)));
        return Optional.of(example.form(Map.of(), fields));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}

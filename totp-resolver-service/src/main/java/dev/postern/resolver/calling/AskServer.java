package dev.postern.resolver.calling;

import dev.postern.events.internal.Signatures;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.internal.CredentialService;
import dev.postern.resolver.outbound.Outbound;
import dev.postern.resolver.outbound.Outcome;
import dev.postern.resolver.outbound.Outcome.Answered;
import dev.postern.resolver.outbound.Outcome.Failed;
import dev.postern.resolver.outbound.Target;
import dev.postern.resolver.state.UrlResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call as Skyvern makes it, with one more signature. {@code x-skyvern-signature} covers only the body, which is
 * often {@code {}}, so a recorded call could be replayed for ever. {@code webhook-signature} covers id and time.
 */
@ApplicationScoped
public class AskServer {
    /** Skyvern's own limit: endpoints hold calls for up to 25 seconds. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int MOST_BYTES = 256 * 1024;
    private static final String NOT_SIGNED = "not_signed";

    private final SignatureClient signatures;
    private final Outbound outbound;
    private final PayloadSealer sealer;
    private final IndexKey indexKey;
    private final Clock clock;
    private final AnswerReader reader = new AnswerReader();

    AskServer(SignatureClient signatures, Outbound outbound, PayloadSealer sealer, IndexKey indexKey, Clock clock) {
        this.signatures = signatures;
        this.outbound = outbound;
        this.sealer = sealer;
        this.indexKey = indexKey;
        this.clock = clock;
    }

    /**
     * Calls the server and reads its answer. Blocks. An interrupt ends the call, and its result must then be ignored.
     */
    public Heard ask(UrlCall call) {
        Target target = Target.of(sealer.open(call.urlSealed(), call.urlPlace()))
                .orElseThrow(() -> new IllegalStateException("A stored address cannot be read"));
        String body = CallBody.of(call);
        Instant calledAt = clock.instant();
        long start = System.nanoTime();
        Optional<Map<String, String>> headers = headers(call.organizationId(), calledAt.getEpochSecond(), body);
        if (headers.isEmpty()) {
            return heard(calledAt, start, null, NOT_SIGNED, false, null, List.of());
        }
        Outcome outcome =
                outbound.post(target, headers.get(), body.getBytes(StandardCharsets.UTF_8), LONGEST, MOST_BYTES);
        return switch (outcome) {
            case Failed(Outcome.Failure failure, @Nullable Integer status) ->
                heard(calledAt, start, status, failure.wireName(), false, null, List.of());
            case Answered answered ->
                switch (reader.read(answered, call.wanted())) {
                    case Reading.Found found ->
                        heard(calledAt, start, answered.status(), "code", true, found, keys(call, target, found));
                    case Reading.Nothing(Reading.Why why) ->
                        heard(calledAt, start, answered.status(), why.wireName(), why.asAgreed(), null, List.of());
                };
        };
    }

    private Optional<Map<String, String>> headers(String organizationId, long seconds, String body) {
        String messageId = "msg_" + UUID.randomUUID();
        Signatures signed;
        try {
            signed = signatures.sign(organizationId, messageId, seconds, body);
        } catch (CredentialService.Unreachable e) {
            return Optional.empty();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-skyvern-timestamp", Long.toString(seconds));
        headers.put("x-skyvern-signature", signed.skyvern());
        headers.put("webhook-id", messageId);
        headers.put("webhook-timestamp", Long.toString(seconds));
        headers.put("webhook-signature", signed.webhook());
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "*/*");
        headers.put("User-Agent", "Postern");
        return Optional.of(headers);
    }

    private Heard heard(
            Instant calledAt,
            long start,
            @Nullable Integer status,
            String result,
            boolean asAgreed,
            Reading.@Nullable Found found,
            List<String> keys) {
        return new Heard(
                new UrlResponse(calledAt, clock.instant(), status, result),
                Duration.ofNanos(System.nanoTime() - start),
                asAgreed,
                found,
                keys);
    }

    /** Identify a code, by each key. The address's query is left out, since it often differs from call to call. */
    private List<String> keys(UrlCall call, Target target, Reading.Found found) {
        return indexKey.digests(
                "totp-url-code", String.join("\n", call.organizationId(), target.place(), found.code()));
    }
}

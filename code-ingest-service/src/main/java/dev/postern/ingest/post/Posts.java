package dev.postern.ingest.post;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.events.ChannelPosted;
import dev.postern.events.ChannelPosted.Verdict;
import dev.postern.events.Masks;
import dev.postern.events.OtpType;
import dev.postern.events.identifier.Identifier;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.message.Received;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import dev.postern.platform.topic.UnawaitedEvents;
import dev.postern.platform.worker.Alarm;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells of posts on their topic, without waiting for the broker. Of each channel a few posts a minute are told one by one; the
 * others are counted, and the counts are told every ten seconds. So a stranger's flood costs next to nothing.
 */
@ApplicationScoped
public class Posts {
    private static final Duration COUNTS_EVERY = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final UnawaitedEvents events;
    private final PayloadSealer sealer;
    private final IndexKey indexKey;
    private final Clock clock;
    private final Flood flood;
    private final Alarm alarm = new Alarm("channel-posts");

    Posts(UnawaitedEvents events, PayloadSealer sealer, IndexKey indexKey, Clock clock) {
        this.events = events;
        this.sealer = sealer;
        this.indexKey = indexKey;
        this.clock = clock;
        this.flood = new Flood(clock);
    }

    void onStart(@Observes StartupEvent event) {
        alarm.every(
                COUNTS_EVERY,
                COUNTS_EVERY,
                "The counts of posts are not being told: channels show fewer posts than came",
                this::tellCounts);
    }

    void onStop(@Observes ShutdownEvent event) {
        alarm.close();
        tellCounts();
    }

    /** Tells of a post, or counts it. Returns at once and never fails. */
    public void tell(Post post) {
        if (flood.lets(post)) {
            send(event(post));
        }
    }

    void tellCounts() {
        flood.counted((counted, count) -> send(new ChannelPosted(
                id(),
                counted.channelId(),
                counted.organizationId(),
                counted.provider(),
                counted.verdict(),
                counted.reason(),
                count,
                null,
                null,
                null,
                null,
                null,
                null,
                clock.instant().truncatedTo(ChronoUnit.MICROS))));
    }

    private void send(ChannelPosted event) {
        events.send(event, () -> {
            // The broker is away: a post that is not listed is no harm.
        });
    }

    private ChannelPosted event(Post post) {
        Channel channel = post.channel();
        Identifier identifier = post.identifier();
        String id = id();
        return new ChannelPosted(
                id,
                channel.channelId(),
                channel.organizationId(),
                channel.provider(),
                post.verdict(),
                post.reason(),
                1,
                post.bytes(),
                totpCodeId(post.received()),
                identifier == null
                        ? null
                        : indexKey.matchKey(channel.organizationId(), identifier)
                                .value(),
                identifier == null ? null : identifier.masked(),
                codeMasked(post),
                sealed(id, channel, post.details()),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private @Nullable String sealed(String id, Channel channel, Map<String, String> details) {
        if (details.isEmpty()) {
            return null;
        }
        try {
            return sealer.seal(
                    JSON.writeValueAsString(details), new SealedField(channel.organizationId(), id, "details"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An object of texts can always be written");
        }
    }

    private static @Nullable String totpCodeId(@Nullable Received received) {
        return switch (received) {
            case Received.Parsed parsed -> parsed.receipt().totpCodeId();
            case Received.Unparsed unparsed -> unparsed.receipt().totpCodeId();
            case Received.Part part -> part.receipt().totpCodeId();
            case Received.TooLongToKeep _ -> null;
            case null -> null;
        };
    }

    private static @Nullable String codeMasked(Post post) {
        return post.received() instanceof Received.Parsed parsed && post.verdict() == Verdict.ACCEPTED
                ? (parsed.otpType() == OtpType.MAGIC_LINK ? Masks.link() : Masks.code(parsed.value()))
                : null;
    }

    private static String id() {
        return "cp_" + UUID.randomUUID();
    }
}

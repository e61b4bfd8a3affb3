package dev.postern.ingest.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.ChannelPosted.Verdict;
import dev.postern.events.MatchBy;
import dev.postern.ingest.channel.Addressee;
import dev.postern.ingest.channel.Channel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FloodTest {
    private Instant now = Instant.parse("2026-03-01T09:00:00Z");
    private final Flood flood = new Flood(clock());

    @Test
    void ofRefusedPostsIsCountedBeyondThirtyAMinute() {
        // When
        long told = come(10_000, "ch_1", Verdict.REFUSED);

        // Then
        assertThat(told).isEqualTo(Flood.MOST_A_MINUTE);
        assertThat(counted()).containsExactly(Map.entry("ch_1 refused", 10_000L - Flood.MOST_A_MINUTE));
        assertThat(counted()).isEmpty();
    }

    @Test
    void hidesNoGoodPostAndNoOtherChannel() {
        // Given
        come(10_000, "ch_1", Verdict.REFUSED);

        // When
        long accepted = come(1, "ch_1", Verdict.ACCEPTED);
        long elsewhere = come(1, "ch_2", Verdict.REFUSED);

        // Then
        assertThat(accepted + elsewhere).isEqualTo(2);
    }

    @Test
    void isOverAfterAMinute() {
        // Given
        come(1_000, "ch_1", Verdict.REFUSED);
        counted();

        // When
        now = now.plus(Duration.ofMinutes(1));

        // Then
        assertThat(come(1, "ch_1", Verdict.REFUSED)).isEqualTo(1);
    }

    @Test
    void overManyChannelsIsBoundedInASecond() {
        // When
        long told = IntStream.range(0, 1_000)
                .mapToLong(i -> come(1, "ch_" + i, Verdict.REFUSED))
                .sum();

        // Then
        assertThat(told).isEqualTo(Flood.MOST_A_SECOND);
        assertThat(counted().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(1_000 - told);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private long come(int posts, String channelId, Verdict verdict) {
        Channel channel = new Channel(
                channelId, "o_1", "twilio", List.of(), null, new Addressee(MatchBy.RECIPIENT, null, null, null));
        Post post = Post.without(channel, verdict, "bad_signature", 1, Map.of());
        return IntStream.range(0, posts).filter(_ -> flood.lets(post)).count();
    }

    private Map<String, Long> counted() {
        Map<String, Long> counted = new HashMap<>();
        flood.counted((each, count) ->
                counted.put(each.channelId() + " " + each.verdict().wireName(), count));
        return counted;
    }
}

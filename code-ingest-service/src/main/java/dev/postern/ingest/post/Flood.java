package dev.postern.ingest.post;

import dev.postern.events.ChannelPosted.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets the first posts of each minute through, by channel, and counts the rest. What is refused has a number of its own, so that
 * a flood of refused posts hides no good one. Its memory is bounded by the channels that had a post lately.
 */
final class Flood {
    /** How many posts of a channel are told one by one in a minute, of the refused and of the others each. */
    static final int MOST_A_MINUTE = 30;

    /** How many posts of all channels are told one by one in a second. */
    static final int MOST_A_SECOND = 200;

    private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Clock clock;
    private final Map<String, Minute> minutes = new HashMap<>();
    private final Map<Counted, Long> counts = new HashMap<>();
    private long second;
    private int inSecond;

    Flood(Clock clock) {
        this.clock = clock;
    }

    /** What posts are counted by. */
    record Counted(
            String channelId,
            String organizationId,
            String provider,
            Verdict verdict,
            @Nullable String reason) {
        static Counted of(Post post) {
            return new Counted(
                    post.channel().channelId(),
                    post.channel().organizationId(),
                    post.channel().provider(),
                    post.verdict(),
                    post.reason());
        }
    }

    /** What was let through of a channel since a time. */
    private static final class Minute {
        private final long since;
        private int refused;
        private int others;

        private Minute(long since) {
            this.since = since;
        }

        private boolean hasRoom(boolean isRefused) {
            return (isRefused ? refused++ : others++) < MOST_A_MINUTE;
        }
    }

    /** Whether a post is told by itself; otherwise it was counted. */
    synchronized boolean lets(Post post) {
        long now = clock.millis();
        if (now / 1_000 != second) {
            second = now / 1_000;
            inSecond = 0;
        }
        Minute minute = minutes.compute(
                post.channel().channelId(),
                (_, known) -> known == null || isOver(known, now) ? new Minute(now) : known);
        if (minute.hasRoom(post.verdict() == Verdict.REFUSED) && inSecond < MOST_A_SECOND) {
            inSecond++;
            return true;
        }
        counts.merge(Counted.of(post), 1L, Long::sum);
        return false;
    }

    /** Hands over what was counted since the last time. */
    void counted(ObjLongConsumer<Counted> each) {
        List<Map.Entry<Counted, Long>> taken;
        synchronized (this) {
            taken = new ArrayList<>(counts.entrySet());
            counts.clear();
            long now = clock.millis();
            minutes.values().removeIf(minute -> isOver(minute, now));
        }
        taken.forEach(entry -> each.accept(entry.getKey(), entry.getValue()));
    }

    private static boolean isOver(Minute minute, long now) {
        return now - minute.since >= MINUTE_MILLIS || now < minute.since;
    }
}

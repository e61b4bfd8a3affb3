package dev.postern.ingest.webhook;

import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Long text messages whose parts come in posts of their own. A part waits, without an answer to its post, until the others are
 * there. All of their posts are then answered alike, so a part that was lost with this process comes again. When the others do
 * not come in time, or come to another replica, what is there is taken as it is.
 */
@ApplicationScoped
class PartsInWaiting {
    private static final long LONGEST_WAIT_MILLIS = 5_000;
    private static final int MOST_MESSAGES = 10_000;

    private final ConcurrentMap<String, Gathering> gatherings = new ConcurrentHashMap<>();
    private final long longestWaitMillis;

    PartsInWaiting() {
        this(LONGEST_WAIT_MILLIS);
    }

    PartsInWaiting(long longestWaitMillis) {
        this.longestWaitMillis = longestWaitMillis;
    }

    /** What is there of a message, by the number of the part. */
    private static final class Gathering {
        private final SortedMap<Integer, ProviderMessage> parts = new TreeMap<>();
        private final CompletableFuture<Taken> outcome = new CompletableFuture<>();
    }

    /**
     * The outcome of the whole message.
     *
     * @param take takes the parts that are there, ordered by number; it is called once for a message
     */
    CompletionStage<Taken> join(
            String channelId, Reading.Part part, Function<List<ProviderMessage>, CompletionStage<Taken>> take) {
        if (gatherings.size() >= MOST_MESSAGES) {
            return take.apply(List.of(part.message()));
        }
        String key = channelId + '\n' + part.group() + '\n' + part.of();
        Gathering fresh = new Gathering();
        AtomicReference<Gathering> joined = new AtomicReference<>(fresh);
        Gathering left = gatherings.compute(key, (_, known) -> {
            Gathering gathering = known == null ? fresh : known;
            gathering.parts.put(part.number(), part.message());
            joined.set(gathering);
            return gathering.parts.size() >= part.of() ? null : gathering;
        });
        Gathering gathering = joined.get();
        if (left == null) {
            finish(gathering, take);
        } else if (gathering == fresh) {
            CompletableFuture.delayedExecutor(longestWaitMillis, TimeUnit.MILLISECONDS)
                    .execute(() -> {
                        if (gatherings.remove(key, gathering)) {
                            finish(gathering, take);
                        }
                    });
        }
        return gathering.outcome;
    }

    private static void finish(Gathering gathering, Function<List<ProviderMessage>, CompletionStage<Taken>> take) {
        try {
            take.apply(List.copyOf(gathering.parts.values()))
                    .whenComplete((outcome, failure) -> complete(gathering, outcome, failure));
        } catch (RuntimeException e) {
            gathering.outcome.completeExceptionally(e);
        }
    }

    private static void complete(Gathering gathering, @Nullable Taken outcome, @Nullable Throwable failure) {
        if (outcome != null) {
            gathering.outcome.complete(outcome);
        } else {
            gathering.outcome.completeExceptionally(failure == null ? new IllegalStateException() : failure);
        }
    }
}

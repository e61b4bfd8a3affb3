package dev.postern.resolver.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.platform.worker.Outage;
import dev.postern.resolver.feed.EventLog.Recorded;
import dev.postern.resolver.feed.SharedFeed.News;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SharedFeedTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Log log = new Log();
    private final SharedFeed feed = new SharedFeed(log, new Outage("test", "The log cannot be read"));

    @Test
    void readsAnEventOnceForThreeThousandStreams() throws Exception {
        // Given
        for (int i = 0; i < 3_000; i++) {
            feed.join();
        }
        Awaitility.await().until(feed::isRead);
        List<CompletableFuture<News>> streams = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            streams.add(feed.await(LONG));
        }
        log.statements.set(0);

        // When
        log.record();
        feed.tell();

        // Then
        for (CompletableFuture<News> stream : streams) {
            assertThat(stream.get(1, TimeUnit.MINUTES)).isEqualTo(News.EVENTS);
            assertThat(feed.after(0))
                    .hasValueSatisfying(events -> assertThat(events).hasSize(1));
        }
        assertThat(log.statements).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void readsAgainAfterAFailure() throws Exception {
        // Given
        feed.join();
        Awaitility.await().until(feed::isRead);
        CompletableFuture<News> stream = feed.await(LONG);
        log.failures.set(1);

        // When
        log.record();
        feed.tell();

        // Then
        assertThat(stream.get(1, TimeUnit.MINUTES)).isEqualTo(News.EVENTS);
        assertThat(feed.after(0))
                .hasValueSatisfying(events -> assertThat(events).hasSize(1));
    }

    @Test
    void readsNothingForNobody() {
        // Given
        feed.join();
        Awaitility.await().until(feed::isRead);

        // When
        boolean last = feed.leave();

        // Then
        assertThat(last).isTrue();
    }

    /** A log in memory that counts what it is asked. */
    private static final class Log implements SharedFeed.Source {
        private final List<Recorded> events = new CopyOnWriteArrayList<>();
        private final AtomicInteger statements = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();

        void record() {
            events.add(new Recorded(events.size() + 1L, "received", "{}"));
        }

        @Override
        public long newest() {
            statements.incrementAndGet();
            return events.size();
        }

        @Override
        public List<Recorded> after(long seq, int limit) {
            statements.incrementAndGet();
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("The log is away");
            }
            return events.stream()
                    .filter(event -> event.seq() > seq)
                    .limit(limit)
                    .toList();
        }
    }
}

package dev.postern.resolver.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CatchUpsTest {
    private static final int WRITES_A_SECOND = 4_000;

    private final AtomicInteger reading = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> rests = Collections.synchronizedList(new ArrayList<>());
    private final CatchUps catchUps = new CatchUps(new Pace(WRITES_A_SECOND), rests::add);

    @Property(tries = 30)
    void streamsThatResumeTakeTwoConnectionsAtMostAndRestAsTheirPaceAsks(
            @ForAll @IntRange(min = 1, max = 500) int streams,
            @ForAll @IntRange(min = 1, max = 20) int organizations,
            @ForAll @IntRange(min = 0, max = 100) int events)
            throws InterruptedException {
        // Given
        rests.clear();
        CountDownLatch done = new CountDownLatch(streams);

        // When
        for (int i = 0; i < streams; i++) {
            catchUps.queue("o_" + i % organizations, () -> read(events, done));
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        idle();

        // Then
        assertThat(most).hasValueLessThanOrEqualTo(CatchUps.AT_ONCE);
        long millis = List.copyOf(rests).stream().mapToLong(Duration::toMillis).sum();
        assertThat(millis * WRITES_A_SECOND).isGreaterThanOrEqualTo(1_000L * streams * events);
    }

    @Example
    void aNeighbourWaitsForNoMoreThanTheReadingsThatHaveBegun() throws InterruptedException {
        // Given
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(502);
        for (int i = 0; i < 500; i++) {
            catchUps.queue("flood", () -> readWhen(goOn, "flood", done));
            if (i == 0) {
                catchUps.queue("other", () -> readWhen(goOn, "other", done));
            }
        }

        // When
        catchUps.queue("neighbour", () -> readWhen(goOn, "neighbour", done));
        goOn.countDown();
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();

        // Then
        assertThat(order.indexOf("neighbour")).isLessThanOrEqualTo(CatchUps.AT_ONCE + 1);
    }

    /** Waits for the last rest: a piece that is queued now comes after it. */
    private void idle() throws InterruptedException {
        CountDownLatch last = new CountDownLatch(CatchUps.AT_ONCE);
        for (int i = 0; i < CatchUps.AT_ONCE; i++) {
            catchUps.queue("last " + i, () -> {
                last.countDown();
                awaitAll(last);
                return 0;
            });
        }
        awaitAll(last);
    }

    private int read(int events, CountDownLatch done) {
        most.accumulateAndGet(reading.incrementAndGet(), Math::max);
        Thread.onSpinWait();
        reading.decrementAndGet();
        done.countDown();
        return events;
    }

    private int readWhen(CountDownLatch goOn, String who, CountDownLatch done) {
        awaitAll(goOn);
        order.add(who);
        done.countDown();
        return 1;
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

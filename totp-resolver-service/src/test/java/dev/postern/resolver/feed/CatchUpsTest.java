package dev.postern.resolver.feed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CatchUpsTest {
    private static final int WRITES_A_SECOND = 4_000;

    private final AtomicInteger reading = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final BlockingQueue<Begun> started = new LinkedBlockingQueue<>();
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

    @Property(tries = 30)
    void aNeighbourWaitsForOneReadingOfEachOrganisationBeforeIt(
            @ForAll @IntRange(min = CatchUps.AT_ONCE, max = 8) int organizations,
            @ForAll @IntRange(min = 1, max = 50) int readings,
            @ForAll Random which)
            throws InterruptedException {
        // Given
        for (int i = 0; i < organizations * readings; i++) {
            queueUntilEnded("o_" + i % organizations);
        }
        List<Begun> reading = new ArrayList<>();
        List<String> order = new ArrayList<>();
        while (order.size() < CatchUps.AT_ONCE) {
            addNext(reading, order);
        }

        // When
        queueUntilEnded("neighbour");
        while (order.size() <= organizations && !order.contains("neighbour")) {
            reading.remove(which.nextInt(reading.size())).end().countDown();
            addNext(reading, order);
        }

        // Then
        assertThat(order).contains("neighbour");
        while (order.size() < organizations * readings + 1) {
            reading.forEach(begun -> begun.end().countDown());
            reading.clear();
            addNext(reading, order);
        }
        reading.forEach(begun -> begun.end().countDown());
    }

    private void queueUntilEnded(String organizationId) {
        Begun begun = new Begun(organizationId, new CountDownLatch(1));
        catchUps.queue(organizationId, () -> {
            started.add(begun);
            awaitAll(begun.end());
            return 1;
        });
    }

    private void addNext(List<Begun> reading, List<String> order) throws InterruptedException {
        Begun next = requireNonNull(started.poll(60, TimeUnit.SECONDS));
        reading.add(next);
        order.add(next.organizationId());
    }

    /** A reading that goes on until its end is counted down. */
    private record Begun(String organizationId, CountDownLatch end) {}

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

    private static void awaitAll(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

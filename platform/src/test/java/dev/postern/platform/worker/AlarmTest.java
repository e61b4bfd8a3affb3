package dev.postern.platform.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AlarmTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration NOW = Duration.ZERO;
    private static final Duration SOON = Duration.ofNanos(1);

    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch ran = new CountDownLatch(1);

    /** Any runs in any order: all happen, on one thread; a failing row is told once, and so is its end. */
    @Property(tries = 100)
    void repeatsWhateverHappensAndTellsOnlyOfChanges(@ForAll @Size(min = 1, max = 12) List<Outcome> outcomes)
            throws Exception {
        // Given
        AtomicInteger next = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try (Logged logged = Logged.of("kitchen");
                Alarm alarm = new Alarm("kitchen")) {
            // When
            alarm.every(NOW, SOON, Outcome.FAILING, () -> {
                threads.add(Thread.currentThread().getName());
                int run = next.getAndIncrement();
                if (run == outcomes.size()) {
                    done.countDown();
                    new CountDownLatch(1).await();
                } else {
                    outcomes.get(run).happen();
                }
            });
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            // Then
            assertThat(logged.lines()).isEqualTo(Outcome.told(outcomes));
            assertThat(alarm.failingFor().isPresent()).isEqualTo(outcomes.getLast() != Outcome.RETURN);
            assertThat(threads).containsExactly("kitchen");
        }
    }

    @Test
    void runsDelayedWorkOnceOnAVirtualThreadOfItsName() throws Exception {
        // Given
        AtomicReference<Thread> thread = new AtomicReference<>();
        try (Alarm alarm = new Alarm("kitchen")) {
            // When
            alarm.after(SOON, "toast-7", () -> {
                thread.set(Thread.currentThread());
                ran.countDown();
            });
            ran.await();
        }
        // Then
        assertThat(thread.get().isVirtual()).isTrue();
        assertThat(thread.get().getName()).isEqualTo("toast-7");
    }

    @Test
    void blockedOrFailingDelayedWorkKeepsNothingElseWaiting() throws Exception {
        // Given
        CountDownLatch forever = new CountDownLatch(1);
        try (Alarm alarm = new Alarm("kitchen")) {
            alarm.after(NOW, "burnt", () -> {
                throw new IllegalStateException("smoke");
            });
            alarm.after(NOW, "slow", () -> {
                try {
                    forever.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            // When
            alarm.after(SOON, "toast", ran::countDown);
            // Then
            ran.await();
        }
        forever.countDown();
    }

    @Test
    void beginsNothingOnceClosed() {
        // Given
        Alarm alarm = new Alarm("kitchen");
        alarm.after(NEVER, "toast", runs::incrementAndGet);
        alarm.every(NEVER, NEVER, Outcome.FAILING, runs::incrementAndGet);
        // When
        alarm.close();
        alarm.after(NOW, "toast", runs::incrementAndGet);
        alarm.every(NOW, SOON, Outcome.FAILING, runs::incrementAndGet);
        // Then
        assertThat(alarm.isAlive()).isFalse();
        assertThat(runs).hasValue(0);
    }

    @Test
    void closingBreaksOffARepeatedTaskAndThatIsNoFailure() throws Exception {
        // Given
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>();
        try (Logged logged = Logged.of("kitchen")) {
            Alarm alarm = new Alarm("kitchen");
            alarm.every(NOW, SOON, Outcome.FAILING, () -> {
                thread.set(Thread.currentThread());
                begun.countDown();
                new CountDownLatch(1).await();
            });
            begun.await();
            // When
            alarm.close();
            // Then
            await().until(() -> !thread.get().isAlive());
            assertThat(logged.lines()).isEmpty();
        }
    }
}

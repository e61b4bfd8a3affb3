package dev.postern.platform.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Any runs in any order: all happen, a failing row is told once, and so is its end. */
    @Property(tries = 100)
    void goesOnWhateverHappensAndTellsOnlyOfChanges(@ForAll @Size(min = 1, max = 12) List<Outcome> outcomes)
            throws Exception {
        // Given
        AtomicInteger next = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        Worker worker = new Worker("stirrer", Outcome.FAILING, Duration.ZERO, self -> {
            int run = next.getAndIncrement();
            if (run == outcomes.size()) {
                done.countDown();
                self.pause(NEVER);
            } else {
                outcomes.get(run).happen();
            }
        });
        try (Logged logged = Logged.of("stirrer")) {
            // When
            worker.start();
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            // Then
            assertThat(logged.lines()).isEqualTo(Outcome.told(outcomes));
            assertThat(worker.failingFor().isPresent()).isEqualTo(outcomes.getLast() != Outcome.RETURN);
            assertThat(worker.isAlive()).isTrue();
        } finally {
            worker.stop();
        }
    }

    @Test
    void aLoopingJobSaysItselfThatItWorksAgain() throws Exception {
        // Given
        CountDownLatch working = new CountDownLatch(1);
        Worker worker = new Worker("stirrer", Outcome.FAILING, Duration.ZERO, self -> {
            if (runs.getAndIncrement() == 0) {
                Outcome.EXCEPTION.happen();
            }
            self.works();
            working.countDown();
            self.pause(NEVER);
        });
        try (Logged logged = Logged.of("stirrer")) {
            // When
            worker.start();
            working.await();
            // Then
            assertThat(logged.lines()).isEqualTo(Outcome.told(List.of(Outcome.EXCEPTION, Outcome.RETURN)));
            assertThat(worker.failingFor()).isEmpty();
        } finally {
            worker.stop();
        }
    }

    @Test
    void aJobThatPausesDoesNotStandStillAndOneThatWasWokenCanAgain() throws Exception {
        // Given
        CountDownLatch woken = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Worker worker = new Worker("stirrer", Outcome.FAILING, self -> {
            self.pause(NEVER);
            woken.countDown();
            never.await();
        });
        try {
            // When
            worker.start();
            // Then
            await().until(() -> worker.pulse().silent().isZero());
            assertThat(worker.pulse().silent()).isZero();
            // When
            worker.wake();
            woken.await();
            // Then
            await().until(() -> worker.pulse().silent().isPositive());
        } finally {
            worker.stop(Duration.ZERO);
        }
    }

    @Test
    void worksOnADaemonThreadOfItsNameFromStartToStop() throws Exception {
        // Given
        AtomicReference<Thread> thread = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(1);
        Worker worker = new Worker("stirrer", Outcome.FAILING, self -> {
            thread.set(Thread.currentThread());
            begun.countDown();
            self.pause(NEVER);
        });
        boolean before = worker.isAlive();
        // When
        worker.start();
        begun.await();
        boolean between = worker.isAlive();
        worker.stop();
        // Then
        assertThat(List.of(before, between, worker.isAlive())).containsExactly(false, true, false);
        assertThat(thread.get().getName()).isEqualTo("stirrer");
        assertThat(thread.get().isDaemon()).isTrue();
    }

    /** However many wake-ups come before a pause, they end that pause and not the one after it. */
    @Property(tries = 20)
    void wakeUpsBeforeAPauseEndThatPauseOnly(@ForAll @IntRange(min = 1, max = 5) int wakeUps) throws Exception {
        // Given
        AtomicInteger pauses = new AtomicInteger();
        CountDownLatch ready = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>();
        Worker worker = new Worker("stirrer", Outcome.FAILING, self -> {
            thread.set(Thread.currentThread());
            ready.countDown();
            woken.await();
            while (self.goesOn()) {
                pauses.incrementAndGet();
                self.pause(NEVER);
            }
        });
        worker.start();
        ready.await();
        // When
        for (int i = 0; i < wakeUps; i++) {
            worker.wake();
        }
        woken.countDown();
        // Then
        await().until(() -> thread.get().getState() == Thread.State.TIMED_WAITING);
        assertThat(pauses).hasValue(2);
        worker.stop();
        assertThat(pauses).hasValue(2);
    }

    @Test
    void aWakeUpDoesNotShortenThePauseAfterAFailure() {
        // Given
        AtomicReference<Thread> thread = new AtomicReference<>();
        Worker worker = new Worker("stirrer", Outcome.FAILING, NEVER, self -> {
            thread.set(Thread.currentThread());
            runs.incrementAndGet();
            self.wake();
            Outcome.EXCEPTION.happen();
        });
        // When
        worker.start();
        await().until(() -> worker.failingFor().isPresent() && thread.get().getState() == Thread.State.TIMED_WAITING);
        worker.wake();
        // Then
        worker.stop();
        assertThat(runs).hasValue(1);
        assertThat(worker.isAlive()).isFalse();
    }

    @Test
    void aJobThatWaitsElsewhereIsWokenByWhatItNames() throws Exception {
        // Given
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch elsewhere = new CountDownLatch(1);
        Worker worker = new Worker("stirrer", Outcome.FAILING, self -> {
            self.wakesBy(elsewhere::countDown);
            waiting.countDown();
            elsewhere.await();
            ended.countDown();
            self.pause(NEVER);
        });
        worker.start();
        waiting.await();
        // When
        worker.wake();
        // Then
        ended.await();
        worker.stop();
    }

    @Test
    void aStoppedJobEndsByItselfAndItsBrokenWaitIsNoFailure() throws Exception {
        // Given
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch elsewhere = new CountDownLatch(1);
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Worker worker = new Worker("stirrer", Outcome.FAILING, self -> {
            self.wakesBy(elsewhere::countDown);
            waiting.countDown();
            elsewhere.await();
            interrupted.set(Thread.currentThread().isInterrupted());
            throw new IllegalStateException("woken up");
        });
        worker.start();
        waiting.await();
        try (Logged logged = Logged.of("stirrer")) {
            // When
            worker.stop();
            // Then
            assertThat(logged.lines()).isEmpty();
        }
        assertThat(worker.isAlive()).isFalse();
        assertThat(interrupted).hasValue(false);
    }

    @Test
    void aJobThatDoesNotEndInTimeIsInterrupted() throws Exception {
        // Given
        CountDownLatch waiting = new CountDownLatch(1);
        Worker worker = new Worker("stirrer", Outcome.FAILING, _ -> {
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                ended.countDown();
            }
        });
        worker.start();
        waiting.await();
        // When
        worker.stop(Duration.ofMillis(10));
        // Then
        ended.await();
    }

    @Test
    void stopReturnsAlthoughTheJobIgnoresIt() throws Exception {
        // Given
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Worker worker = new Worker("stirrer", Outcome.FAILING, _ -> {
            waiting.countDown();
            while (released.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        worker.start();
        waiting.await();
        // When
        worker.stop(Duration.ofMillis(10));
        // Then
        assertThat(worker.isAlive()).isTrue();
        released.countDown();
        await().until(() -> !worker.isAlive());
    }

    @Test
    void aJobMayStopItsOwnWorker() throws Exception {
        // Given
        Worker worker = new Worker("stirrer", Outcome.FAILING, self -> {
            runs.incrementAndGet();
            self.stop(NEVER);
            ended.countDown();
        });
        // When
        worker.start();
        ended.await();
        // Then
        await().until(() -> !worker.isAlive());
        assertThat(runs).hasValue(1);
    }

    @Test
    void aWorkerThatWasStoppedBeforeItsStartRunsNothing() {
        // Given
        Worker worker = new Worker("stirrer", Outcome.FAILING, _ -> runs.incrementAndGet());
        worker.stop();
        // When
        worker.start();
        // Then
        await().until(() -> !worker.isAlive());
        assertThat(runs).hasValue(0);
    }
}

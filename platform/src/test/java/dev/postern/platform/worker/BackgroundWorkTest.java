package dev.postern.platform.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each thread of a worker or an alarm is found by its name, hurt, and either goes on or is told dead. */
@Timeout(30)
class BackgroundWorkTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void aWorkerIsWatchedFromItsStartToItsStop() {
        // Given
        Worker worker = new Worker("watched-stirrer", Outcome.FAILING, self -> self.pause(NEVER));
        Optional<Pulse> before = pulse("watched-stirrer");
        // When
        worker.start();
        Optional<Pulse> between = pulse("watched-stirrer");
        worker.stop();
        // Then
        assertThat(before).isEmpty();
        assertThat(between.orElseThrow().works()).isTrue();
        assertThat(pulse("watched-stirrer")).isEmpty();
    }

    /** Nothing that a job throws ends the thread, so here the pause after it is missing. */
    @Test
    @SuppressWarnings("NullAway")
    void aThreadThatEndedIsDead() {
        // Given
        Worker worker = new Worker("dying-stirrer", Outcome.FAILING, null, _ -> Outcome.EXCEPTION.happen());
        // When
        worker.start();
        await().dontCatchUncaughtExceptions().until(() -> !worker.isAlive());
        // Then
        Pulse pulse = pulse("dying-stirrer").orElseThrow();
        assertThat(pulse.works()).isFalse();
        assertThat(pulse.mayRecover()).isFalse();
        worker.stop();
        assertThat(pulse("dying-stirrer")).isEmpty();
    }

    @Property(tries = 5)
    void anInterruptedThreadGoesOn(@ForAll @IntRange(min = 1, max = 5) int times) {
        // Given
        Worker worker = new Worker("hurt-stirrer", Outcome.FAILING, Duration.ZERO, self -> {
            runs.incrementAndGet();
            self.pause(NEVER);
        });
        worker.start();
        // When
        for (int i = 0; i < times; i++) {
            int before = runs.get();
            thread("hurt-stirrer").interrupt();
            await().until(() -> runs.get() > before);
        }
        // Then
        assertThat(pulse("hurt-stirrer").orElseThrow().mayRecover()).isTrue();
        worker.stop();
    }

    @Test
    void aFailureThatCannotEvenBeToldEndsNeitherWorkerNorAlarm() throws Exception {
        // Given
        CountDownLatch goesOn = new CountDownLatch(4);
        Worker worker = new Worker("mute-stirrer", Outcome.FAILING, Duration.ZERO, _ -> {
            goesOn.countDown();
            throw new Untellable();
        });
        try (Alarm alarm = new Alarm("mute-alarm")) {
            // When
            worker.start();
            alarm.every(Duration.ZERO, Duration.ofMillis(1), Outcome.FAILING, () -> {
                runs.incrementAndGet();
                throw new Untellable();
            });
            goesOn.await();
            await().until(() -> runs.get() > 3);
            // Then
            assertThat(pulse("mute-stirrer").orElseThrow().alive()).isTrue();
            assertThat(pulse("mute-alarm").orElseThrow().alive()).isTrue();
        } finally {
            worker.stop();
        }
        assertThat(pulse("mute-alarm")).isEmpty();
    }

    @Test
    void aJobThatLoopsShowsEachRound() {
        // Given
        Worker worker = new Worker("looping-stirrer", Outcome.FAILING, self -> {
            while (self.goesOn()) {
                self.pause(Duration.ofMillis(1));
                runs.incrementAndGet();
            }
        });
        long started = System.nanoTime();
        worker.start();
        // When
        await().until(() -> runs.get() > 50);
        // Then: although the job never returns
        await().until(() -> worker.pulse().silent().toNanos() < (System.nanoTime() - started) / 2);
        worker.stop();
    }

    private static Optional<Pulse> pulse(String name) {
        return BackgroundWork.pulses().stream()
                .filter(pulse -> pulse.name().equals(name))
                .findFirst();
    }

    private static Thread thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Whoever looks into it fails, as everything does without memory. */
    private static final class Untellable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable getCause() {
            throw new StackOverflowError("no room");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new StackOverflowError("no room");
        }
    }
}

package dev.postern.local;

import dev.postern.local.process.ServiceProcess;
import dev.postern.local.supervision.Part;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A service or the gateway. Besides one that has ended, one that says that it cannot go on is in trouble, and one that says
 * nothing for minutes: it is ended then.
 */
final class ServicePart implements Part {
    private static final int LAST_REFUSAL = 3;
    private static final Duration ASK_EVERY = Duration.ofSeconds(5);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(3);

    private final LocalSystem system;
    private final ServiceProcess process;
    private final LongSupplier nanos;
    private int refusals;
    private long askedNanos;
    private long answeredNanos;

    /** @param nanos the clock of {@link System#nanoTime} */
    ServicePart(LocalSystem system, ServiceProcess process, LongSupplier nanos) {
        this.system = system;
        this.process = process;
        this.nanos = nanos;
        forgetAnswers();
    }

    @Override
    public String name() {
        return process.name();
    }

    @Override
    public Optional<String> trouble() {
        if (!process.isAlive()) {
            return Optional.of("ended (exit code " + process.process().exitValue() + ")");
        }
        if (nanos.getAsLong() - askedNanos < ASK_EVERY.toNanos()) {
            return Optional.empty();
        }
        ask();
        if (refusals < LAST_REFUSAL && askedNanos - answeredNanos < LONGEST_SILENCE.toNanos()) {
            return Optional.empty();
        }
        process.kill();
        return Optional.of(
                refusals >= LAST_REFUSAL
                        ? "said that it cannot go on, and was ended"
                        : "did not answer for " + LONGEST_SILENCE.toMinutes() + " minutes, and was ended");
    }

    @Override
    public void startAgain() {
        system.startAgain(process);
        forgetAnswers();
    }

    @Override
    public boolean serves() {
        return process.isReady();
    }

    @Override
    public String lastWords() {
        return "Its log (" + process.log() + ") ends with:\n" + process.logEnd();
    }

    private void ask() {
        askedNanos = nanos.getAsLong();
        switch (process.life()) {
            case GOES_ON -> {
                answeredNanos = askedNanos;
                refusals = 0;
            }
            case CANNOT_GO_ON -> {
                answeredNanos = askedNanos;
                refusals++;
            }
            case SILENT -> {}
        }
    }

    private void forgetAnswers() {
        refusals = 0;
        askedNanos = nanos.getAsLong();
        answeredNanos = askedNanos;
    }
}

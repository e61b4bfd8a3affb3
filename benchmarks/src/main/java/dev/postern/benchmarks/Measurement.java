package dev.postern.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** A measurement of the whole system: takes its time, prints what came out, and leaves nothing behind. */
public abstract class Measurement implements Callable<Integer> {
    /** Where results go. */
    protected final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    @Override
    public final Integer call() {
        try {
            measure(Path.of(System.getProperty("postern.checkout", ".")));
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("the measurement was interrupted");
        } catch (IOException e) {
            throw new CannotMeasure("nothing was measured: " + e);
        }
    }

    /**
     * Starts what is measured, asks it and prints the result.
     *
     * @param checkout where the services are packaged
     * @throws CannotMeasure when something did not work as it should
     */
    protected abstract void measure(Path checkout) throws IOException, InterruptedException;
}

package dev.postern.local;

import dev.postern.local.process.CannotStart;
import dev.postern.local.process.RunFolder;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code ./postern down}: stops what runs on a data folder, also what a killed {@code up} left behind. */
public final class Down {
    private static final long STOP_SECONDS = 60;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final PrintStream ERR = new PrintStream(System.err, true, StandardCharsets.UTF_8);

    private Down() {}

    /** Takes the data folder; returns when all is gone. */
    public static void main(String[] arguments) {
        Path data = Path.of(arguments[0]);
        try {
            RunFolder runFolder = new RunFolder(data);
            Optional<ProcessHandle> up = runFolder.running();
            if (up.isPresent()) {
                OUT.println("Stopping Postern (process " + up.get().pid() + ") …");
                stop(up.get());
            }
            int leftovers = new Leftovers(data).stop();
            runFolder.leave();
            if (up.isEmpty() && leftovers == 0) {
                OUT.println("Postern does not run on " + data + ".");
            } else {
                OUT.println("Stopped. The data stays in " + data + ".");
            }
        } catch (CannotStart | IllegalStateException e) {
            ERR.println("postern: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void stop(ProcessHandle up) {
        up.destroy();
        try {
            up.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // What it could not stop is a leftover, and those are stopped next.
            up.destroyForcibly();
            up.onExit().join();
        } catch (ExecutionException e) {
            throw new CannotStart("process " + up.pid() + " cannot be watched; stop it by hand");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted; Postern may still be stopping");
        }
    }
}

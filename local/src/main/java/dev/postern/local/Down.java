package dev.postern.local;

import dev.postern.local.process.CannotStart;
import dev.postern.local.process.RunFolder;
import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./postern down}: stops what runs on a data folder, also what a killed {@code up} left behind. */
@Command(
        name = "./postern down",
        description =
                "Stops what ./postern up started in another terminal, and what a killed one left running. The data"
                        + " stays.",
        footer = {"", "Example: ./postern down"})
public final class Down implements Callable<Integer> {
    private static final long STOP_SECONDS = 60;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    @Parameters(index = "0", hidden = true, description = "the data folder")
    private Path data;

    /** Takes the data folder. */
    public static void main(String[] arguments) {
        System.exit(Verb.run(new Down(), arguments));
    }

    /** Returns when all is gone. */
    @Override
    public Integer call() {
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
            return 0;
        } catch (IllegalStateException e) {
            throw new VerbFailed(String.valueOf(e.getMessage()));
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

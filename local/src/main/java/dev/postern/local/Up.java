package dev.postern.local;

import dev.postern.local.files.PrivateFiles;
import dev.postern.local.kafka.KafkaExit;
import dev.postern.local.process.CannotStart;
import dev.postern.local.process.Ports;
import dev.postern.local.process.RunFolder;
import dev.postern.local.process.ServiceProcess;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** {@code ./postern up}: the whole system until somebody stops it. */
public final class Up {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final PrintStream ERR = new PrintStream(System.err, true, StandardCharsets.UTF_8);

    private final long startedNanos = System.nanoTime();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CompletableFuture<String> told = new CompletableFuture<>();

    private Up() {}

    /** The checkout is the first argument, the data folder the second. */
    public static void main(String[] arguments) {
        Up up = new Up();
        try {
            up.run(Path.of(arguments[0]), Path.of(arguments[1]));
        } catch (CannotStart e) {
            // Told to stop while starting, it has nothing to explain.
            if (!up.told.isDone()) {
                ERR.println("postern: " + e.getMessage());
                System.exit(1);
            }
        } catch (UncheckedIOException e) {
            ERR.println("postern: the data folder " + arguments[1] + " cannot be used by this user: " + e.getMessage());
            System.exit(1);
        } catch (RuntimeException e) {
            e.printStackTrace(ERR);
            System.exit(1);
        }
    }

    private void run(Path checkout, Path data) {
        PrivateFiles.createFolder(data);
        RunFolder runFolder = new RunFolder(data);
        runFolder.own();
        // The hook comes first: from here on everything that starts is stopped.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        try {
            Ports ports = Ports.ofEnvironment(System.getenv());
            if (new Leftovers(data).stop() > 0) {
                tell("Stopped what an earlier start had left running");
            }
            ports.busy().ifPresent(sentence -> {
                throw new CannotStart(sentence);
            });
            runFolder.tell(ports);
            try (LocalSystem system =
                    LocalSystem.start(LocalOptions.of(checkout, data, ports).withProgress(this::tell))) {
                tellHowToUse(system, data);
                waitForTheEnd(system);
            }
        } finally {
            runFolder.leave();
            stopped.countDown();
        }
    }

    /** Returns when a part ended by itself, which takes the others with it, or when the process is told to stop. */
    private void waitForTheEnd(LocalSystem system) {
        List<CompletableFuture<String>> ends = new ArrayList<>();
        for (ServiceProcess service : system.services()) {
            ends.add(service.process().onExit().thenApply(_ -> service.name() + " (its log is " + service.log() + ")"));
        }
        ends.add(KafkaExit.happened().thenApply(reason -> "Kafka (" + reason + ")"));
        ends.add(told);
        Object first =
                CompletableFuture.anyOf(ends.toArray(CompletableFuture[]::new)).join();
        if (!told.isDone()) {
            throw new CannotStart("everything was stopped, because one part ended by itself: " + first);
        }
    }

    /**
     * Runs when the process ends. When it was told to, the main thread stops what it started, and is waited for; not by
     * joining it, since it may be the one that ends the process, and then waits for this.
     */
    private void stop() {
        if (stopped.getCount() > 0) {
            OUT.println("\nStopping …");
            told.complete("told to stop");
        }
        try {
            stopped.await();
            if (told.isDone()) {
                // Being told to stop is how it ends, and no failure.
                OUT.println("Stopped.");
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String step) {
        OUT.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - startedNanos) / 1e9, step);
    }

    private void tellHowToUse(LocalSystem system, Path data) {
        tell("Postern is ready");
        OUT.printf("""

                Console   %s/
                API key   in %s; for your shell: eval "$(./postern env)"

                Try it. In one terminal a login waits for its code:

                  curl -s "$POSTERN_URL/v1/code-requests" -H "x-api-key: $POSTERN_API_KEY" \\
                    -H 'content-type: application/json' -H 'Prefer: wait=30' \\
                    -d '{"totp_identifier":"user@example.com"}'

                In another the text message arrives:

                  curl -s "$POSTERN_URL/v1/credentials/totp" -H "x-api-key: $POSTERN_API_KEY" \\
                    -H 'content-type: application/json' \\
                    -d '{"totp_identifier":"user@example.com","content":"Your verification code is 847291"}'

                Ctrl-C stops everything; the data stays in %s.
                """, system.gateway(), data.resolve("api-key"), data);
    }
}

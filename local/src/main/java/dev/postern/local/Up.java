package dev.postern.local;

import dev.postern.local.files.FolderNotOurs;
import dev.postern.local.files.PrivateFiles;
import dev.postern.local.kafka.KafkaExit;
import dev.postern.local.process.CannotStart;
import dev.postern.local.process.Ports;
import dev.postern.local.process.RunFolder;
import dev.postern.local.process.ServiceProcess;
import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./postern up}: the whole system until somebody stops it. */
@Command(
        name = "./postern up",
        description = {
            "Builds what is not built yet and starts all of Postern on this machine: Kafka, PostgreSQL, the services and"
                    + " the gateway. Runs until Ctrl-C or ./postern down. The data stays in ./data, or in the folder that"
                    + " POSTERN_DATA names.",
            "Ports are changed by variables (local/README.md); any other variable reaches the services as it is."
        },
        footer = {"", "Example: POSTERN_GATEWAY_PORT=8090 ./postern up"})
public final class Up implements Callable<Integer> {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    @Parameters(index = "0", hidden = true, description = "the checkout")
    private Path checkout;

    @Parameters(index = "1", hidden = true, description = "the data folder")
    private Path data;

    private final long startedNanos = System.nanoTime();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CompletableFuture<String> told = new CompletableFuture<>();

    /** Takes the checkout and the data folder. */
    public static void main(String[] arguments) {
        System.exit(Verb.run(new Up(), arguments));
    }

    @Override
    public Integer call() {
        try {
            run();
        } catch (CannotStart e) {
            // A start that was told to stop needs no explanation.
            if (!told.isDone()) {
                throw e;
            }
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof FolderNotOurs refused) {
                throw new VerbFailed(refused.getMessage());
            }
            throw new VerbFailed("the data folder " + data + " cannot be used by this user: " + e.getMessage());
        }
        return 0;
    }

    private void run() {
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
                tellHowToUse(system);
                waitForTheEnd(system);
            }
        } finally {
            runFolder.leave();
            stopped.countDown();
        }
    }

    /** Returns when a part ended by itself, which ends the others too, or when the process is told to stop. */
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
     * Runs when the process ends. If it was told to end, the main thread stops what it started, and this waits for
     * that. It does not join the main thread, which may itself end the process and then wait for this.
     */
    private void stop() {
        if (stopped.getCount() > 0) {
            OUT.println("\nStopping …");
            told.complete("told to stop");
        }
        try {
            stopped.await();
            if (told.isDone()) {
                // Being told to stop is the normal end, not a failure.
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

    private void tellHowToUse(LocalSystem system) {
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

package dev.postern.local;

import dev.postern.local.console.SignInLink;
import dev.postern.local.files.FolderNotOurs;
import dev.postern.local.files.PrivateFiles;
import dev.postern.local.kafka.KafkaAnswers;
import dev.postern.local.kafka.KafkaExit;
import dev.postern.local.process.CannotStart;
import dev.postern.local.process.Ports;
import dev.postern.local.process.PublicAddress;
import dev.postern.local.process.RunFolder;
import dev.postern.local.supervision.Part;
import dev.postern.local.supervision.Silence;
import dev.postern.local.supervision.Supervisor;
import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./postern up}: the whole system until somebody stops it. */
@Command(
        name = "./postern up",
        description = {
            "Builds what is not built yet and starts all of Postern on this machine: Kafka, PostgreSQL, the services"
                    + " and the gateway. Runs until Ctrl-C or ./postern down, and starts again what ends before. The data"
                    + " stays in ./data, or in the folder that POSTERN_DATA names.",
            "Ports are changed by variables (local/README.md); any other variable reaches the services as it is."
        },
        footer = {"", "Example: POSTERN_GATEWAY_PORT=8090 ./postern up"})
public final class Up implements Callable<Integer> {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    @Parameters(index = "0", hidden = true, description = "the checkout")
    private Path checkout;

    @Parameters(index = "1", hidden = true, description = "the data folder")
    private Path data;

    private static final long LOOK_EVERY_MS = 500;

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
                throw new VerbFailed(String.valueOf(refused.getMessage()));
            }
            throw new VerbFailed("the data folder " + data + " cannot be used by this user: " + e.getMessage());
        }
        return 0;
    }

    private void run() {
        PrivateFiles.createFolder(data);
        RunFolder runFolder = new RunFolder(data);
        if (!runFolder.own()) {
            throw alreadyRuns(runFolder);
        }
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
            runFolder.tell(ports, managementPorts(ports));
            try (LocalSystem system = LocalSystem.start(options(ports).withProgress(this::tell))) {
                tellHowToUse(system, ports);
                waitForTheEnd(system);
            }
        } finally {
            runFolder.leave();
            stopped.countDown();
        }
    }

    private LocalOptions options(Ports ports) {
        LocalOptions options = LocalOptions.of(checkout, data, ports);
        return PublicAddress.given(System.getenv())
                .map(url -> options.with(Service.CREDENTIAL_SERVICE, PublicAddress.VARIABLE, url)
                        .with(Service.CODE_INGEST_SERVICE, PublicAddress.VARIABLE, url))
                .orElse(options);
    }

    private CannotStart alreadyRuns(RunFolder runFolder) {
        String process = runFolder
                .running()
                .map(other -> " (process " + other.pid() + ")")
                .orElse("");
        List<String> troubles = Troubles.of(data);
        String whole = ". Use it, or stop it with ./postern down.";
        String half = ", but " + String.join(", ", troubles)
                + ". It starts again what has ended. If this stays so: ./postern down, then ./postern up.";
        return new CannotStart("Postern already runs on " + data + process + (troubles.isEmpty() ? whole : half));
    }

    private static Map<String, Integer> managementPorts(Ports ports) {
        Map<String, Integer> management = new LinkedHashMap<>();
        management.put(Service.CREDENTIAL_SERVICE.moduleName(), ports.credentialManagement());
        management.put(Service.CODE_INGEST_SERVICE.moduleName(), ports.ingestManagement());
        management.put(Service.TOTP_RESOLVER_SERVICE.moduleName(), ports.resolverManagement());
        management.put(Service.GATEWAY.moduleName(), ports.gatewayManagement());
        return management;
    }

    /**
     * Returns when the process is told to stop. Until then services and the database are started again when they end. The broker
     * is in this process: when it cannot go on, everything ends.
     */
    private void waitForTheEnd(LocalSystem system) {
        List<Part> parts = new ArrayList<>();
        parts.add(new PostgresPart(system.postgres(), system.codes(), system::bringPostgresBack, System::nanoTime));
        system.services().forEach(service -> parts.add(new ServicePart(system, service, System::nanoTime)));
        Supervisor supervisor = new Supervisor(parts, system::isClosing, this::tell, System::nanoTime);
        try (KafkaAnswers kafka = new KafkaAnswers(system.kafka().bootstrapServers())) {
            Silence silence = new Silence(kafka::now, System::nanoTime);
            while (!isTold()) {
                if (KafkaExit.happened().isDone()) {
                    throw new CannotStart("everything was stopped, because Kafka cannot go on: "
                            + KafkaExit.happened().join());
                }
                if (silence.isTooLong()) {
                    throw new CannotStart("everything was stopped, because Kafka did not answer for "
                            + Silence.LONGEST.toSeconds() + " seconds");
                }
                supervisor.look();
            }
        }
    }

    /** Waits a moment for being told to stop. */
    private boolean isTold() {
        try {
            told.get(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new CannotStart("interrupted");
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

    private void tellHowToUse(LocalSystem system, Ports ports) {
        tell("Postern is ready");
        OUT.printf(
                """

                Console   %s
                          The link signs in once, within 15 minutes. ./postern console prints another; %s/ asks for the key.
                Providers %s
                Mail      127.0.0.1:%d (SMTP), for the addresses of channels with the provider smtp
                API key   in %s; for your shell: eval "$(./postern env)"

                Try it, with that line run in two terminals. In one a login waits for its code:

                  curl -sS -w '\\n' "$POSTERN_URL/v1/code-requests" -H "x-api-key: $POSTERN_API_KEY" \\
                    -H 'content-type: application/json' -H 'Prefer: wait=30' \\
                    -d '{"totp_identifier":"user@example.com"}'

                In the other the text message arrives. Its code is the time of day, a new one each time:

                  curl -sS -w '\\n' "$POSTERN_URL/v1/credentials/totp" -H "x-api-key: $POSTERN_API_KEY" \\
                    -H 'content-type: application/json' \\
                    -d '{"totp_identifier":"user@example.com","content":"Your verification code is '$(date +%%H%%M%%S)'"}'

                Ctrl-C stops everything; the data stays in %s.
                """,
                SignInLink.make(data, system.gateway()),
                system.gateway(),
                PublicAddress.sentence(System.getenv()),
                ports.ingestSmtp(),
                data.resolve("api-key"),
                data);
    }
}

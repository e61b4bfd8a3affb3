package dev.postern.local.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One service as a child process. Its output goes to a log file; the one before is kept. */
public final class ServiceProcess {
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(2);
    private static final long ASK_EVERY_MS = 50;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
    private static final int TOLD_LINES = 15;
    private static final int NO_ANSWER = 0;
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    /**
     * Keeps Ctrl-C and a closed terminal, which reach every process of the terminal, from the services. The launcher
     * stops the services in their order.
     */
    private static final List<String> UNTOUCHED_BY_THE_TERMINAL =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "postern");

    /** A flag of every JVM of Postern: a part of it would go on with threads missing. */
    public static final String ENDS_WITHOUT_MEMORY = "-XX:+ExitOnOutOfMemoryError";

    /** Variables of the person's shell that are meant for the launcher and its callers, not for a service. */
    private static final Pattern OF_THE_LAUNCHER = Pattern.compile("POSTERN_(URL|API_KEY|DATA|.*_PORT)");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(ASK_TIMEOUT).build();

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private final PidFile pidFile;
    private final URI management;
    private volatile Process process;

    private ServiceProcess(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path log,
            PidFile pidFile,
            URI management) {
        this.name = name;
        this.command = command;
        this.environment = environment;
        this.log = log;
        this.pidFile = pidFile;
        this.management = management;
        this.process = launched();
    }

    public static ServiceProcess start(
            String name, Path jar, List<String> jvmFlags, Map<String, String> environment, Path data, URI management) {
        if (!Files.exists(jar)) {
            throw new CannotStart(name + " is not built. Run ./postern up, which builds it.");
        }
        List<String> command = new ArrayList<>(UNTOUCHED_BY_THE_TERMINAL);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(ENDS_WITHOUT_MEMORY);
        command.addAll(jvmFlags);
        command.add("-jar");
        command.add(jar.toAbsolutePath().toString());
        Path log = data.resolve("logs").resolve(name + ".log");
        PidFile pidFile = new PidFile(data.resolve("run").resolve(name + ".pid"));
        return new ServiceProcess(name, command, environment, log, pidFile, management);
    }

    /** The process's name, such as {@code totp-resolver-service-2}. */
    public String name() {
        return name;
    }

    /** Everything it wrote since its last start. */
    public Path log() {
        return log;
    }

    /** Base address of health and metrics. */
    public URI management() {
        return management;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The operating system's process, another after each {@link #startAgain}. */
    public Process process() {
        return process;
    }

    /**
     * Waits until the service says that it is ready.
     *
     * @throws CannotStart with the end of its log when it ends instead
     */
    public void awaitReady() {
        awaitReady(List.of(this), _ -> {}, () -> false);
    }

    /** Waits for all of them at once, so a service that ends is reported at once. Reports each that is ready. */
    public static void awaitReady(
            List<ServiceProcess> services, Consumer<ServiceProcess> ready, BooleanSupplier cancelled) {
        long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        List<ServiceProcess> waiting = new ArrayList<>(services);
        while (!waiting.isEmpty()) {
            if (cancelled.getAsBoolean()) {
                throw new CannotStart("the start was cut short");
            }
            for (ServiceProcess service : List.copyOf(waiting)) {
                if (service.isReady()) {
                    waiting.remove(service);
                    ready.accept(service);
                } else if (!service.isAlive()) {
                    throw service.cannotStart(" ended while starting.");
                }
            }
            if (System.nanoTime() > deadline) {
                throw waiting.getFirst().cannotStart(" was not ready in " + READY_TIMEOUT.toSeconds() + " s.");
            }
            pause();
        }
    }

    /** Whether the service says that it is ready now. */
    public boolean isReady() {
        return status("/q/health/ready") == OK;
    }

    private int status(String path) {
        HttpRequest request = HttpRequest.newBuilder(management.resolve(path))
                .timeout(ASK_TIMEOUT)
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return NO_ANSWER;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("the start was interrupted");
        }
    }

    /** What a process says of itself. */
    public enum Life {
        /** It goes on, ready or not. */
        GOES_ON,
        /** It says that only a restart helps. */
        CANNOT_GO_ON,
        /** It does not answer. */
        SILENT
    }

    /** Whether it says that it can go on. */
    public Life life() {
        return switch (status("/q/health/live")) {
            case NO_ANSWER -> Life.SILENT;
            case UNAVAILABLE -> Life.CANNOT_GO_ON;
            default -> Life.GOES_ON;
        };
    }

    /** Asks it to stop (SIGTERM) without waiting. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for its end after {@link #terminate}; a process that does not end is killed. */
    public void awaitEnd() {
        awaitEnd(List.of(this));
    }

    /** Waits for all of them at once. */
    public static void awaitEnd(List<ServiceProcess> services) {
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        for (ServiceProcess service : services) {
            try {
                if (!service.process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    service.process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                service.process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
            service.pidFile.delete();
        }
    }

    /** Ends it at once (SIGKILL), as a crash would. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Starts it again after it ended, with the same settings; wait with {@link #awaitReady}. */
    public void startAgain() {
        process = launched();
    }

    private Process launched() {
        try {
            Files.createDirectories(log.getParent());
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(OF_THE_LAUNCHER.asMatchPredicate());
            builder.environment().putAll(environment);
            Process started = builder.start();
            pidFile.write(started.toHandle());
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
    }

    private CannotStart cannotStart(String why) {
        return new CannotStart(name + why + " Its log (" + log + ") ends with:\n" + logEnd());
    }

    /** The end of its log, without the frames of stack traces, which push what matters out of sight. */
    public String logEnd() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> telling = lines.filter(
                            line -> !line.isBlank() && !line.startsWith("\tat ") && !line.startsWith("\t... "))
                    .toList();
            return String.join("\n", telling.subList(Math.max(0, telling.size() - TOLD_LINES), telling.size()));
        } catch (IOException | UncheckedIOException e) {
            return "(the log cannot be read)";
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ASK_EVERY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("the start was interrupted");
        }
    }
}

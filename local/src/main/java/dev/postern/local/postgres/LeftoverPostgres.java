package dev.postern.local.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server that outlived the process which started it, after a kill -9. */
public final class LeftoverPostgres {
    private static final long STOP_SECONDS = 15;
    private static final long ASK_EVERY_MS = 20;

    private LeftoverPostgres() {}

    /**
     * Stops the server that runs on a data folder, and removes the trace of one that died. Says whether one ran.
     *
     * @throws IllegalStateException when it does not end
     */
    public static boolean stop(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        try {
            Optional<ProcessHandle> server = server(data, pidFile);
            if (server.isPresent()) {
                interrupt(server.get());
                awaitEnd(server.get(), pidFile);
            }
            Files.deleteIfExists(pidFile);
            return server.isPresent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(
                    "A PostgreSQL server of an earlier start still runs on " + data + "; stop it and try again", e);
        }
    }

    /** Ends a server at once with the processes it has started, even where they stand still; its data is whole nevertheless. */
    static void kill(Path data) {
        try {
            server(data, data.resolve("postmaster.pid")).ifPresent(server -> {
                List<ProcessHandle> started = server.descendants().toList();
                server.destroyForcibly();
                started.forEach(ProcessHandle::destroyForcibly);
                server.onExit()
                        .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
                        .exceptionally(_ -> server)
                        .join();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a server runs on a data folder, whoever started it. */
    public static boolean isRunning(Path data) {
        try {
            return server(data, data.resolve("postmaster.pid")).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** PostgreSQL removes its file last. The process may stay visible as a zombie after that. */
    private static void awaitEnd(ProcessHandle server, Path pidFile) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        while (server.isAlive() && Files.exists(pidFile)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException();
            }
            TimeUnit.MILLISECONDS.sleep(ASK_EVERY_MS);
        }
    }

    private static Optional<ProcessHandle> server(Path data, Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                            .filter(process -> runsOn(process, data));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The process id may now belong to another process, even to another PostgreSQL. */
    private static boolean runsOn(ProcessHandle process, Path data) {
        return process.info()
                .commandLine()
                .map(line -> line.contains("postgres") && line.contains(data.toString()))
                .orElse(false);
    }

    /** SIGINT: PostgreSQL sends its clients away and ends. SIGTERM would wait for them to leave by themselves. */
    private static void interrupt(ProcessHandle server) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(server.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}

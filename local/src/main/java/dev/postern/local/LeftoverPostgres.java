package dev.postern.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server that outlived the process which started it, after a kill -9. */
final class LeftoverPostgres {
    private static final long STOP_SECONDS = 15;

    private LeftoverPostgres() {}

    /** Stops the server that runs on a data folder, and removes the trace of one that died. */
    static void stop(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(pidFile);
            Optional<ProcessHandle> server = lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
            if (server.isPresent() && isPostgres(server.get())) {
                // SIGTERM waits for its clients to leave; those of a dead launcher are gone or going.
                server.get().destroy();
                server.get().onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
            }
            Files.deleteIfExists(pidFile);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | ExecutionException | TimeoutException | NumberFormatException e) {
            throw new IllegalStateException(
                    "A PostgreSQL server of an earlier start still runs on " + data + "; stop it and try again", e);
        }
    }

    /** The pid may belong to something else since. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.contains("postgres"))
                .orElse(false);
    }
}

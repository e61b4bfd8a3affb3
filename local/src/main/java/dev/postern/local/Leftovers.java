package dev.postern.local;

import dev.postern.local.postgres.LeftoverPostgres;
import dev.postern.local.process.PidFile;
import dev.postern.local.process.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What an earlier start on a data folder left running when it was killed. */
final class Leftovers {
    private static final long KILL_SECONDS = 5;

    private final Path data;

    Leftovers(Path data) {
        this.data = data;
    }

    /** Ends all of it, the services before their database; says how many processes that were. */
    int stop() {
        List<ProcessHandle> services = services();
        services.forEach(ProcessHandle::destroyForcibly);
        services.forEach(Leftovers::awaitEnd);
        boolean database = LeftoverPostgres.stop(data.resolve("postgres").resolve("data"));
        return services.size() + (database ? 1 : 0);
    }

    /** A killed process ends at once, but it may stay visible as a zombie. */
    private static void awaitEnd(ProcessHandle service) {
        service.onExit()
                .completeOnTimeout(service, KILL_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private List<ProcessHandle> services() {
        List<ProcessHandle> services = new ArrayList<>();
        Path runFolder = data.resolve("run");
        if (!Files.isDirectory(runFolder)) {
            return services;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(runFolder, "*.pid")) {
            for (Path file : files) {
                if (!file.endsWith(RunFolder.UP_PID)) {
                    new PidFile(file).running().ifPresent(services::add);
                }
            }
            return services;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

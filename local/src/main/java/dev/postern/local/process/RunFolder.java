package dev.postern.local.process;

import dev.postern.local.files.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a running {@code up} tells other commands that it runs, and where: {@code data/run}. Its lock is the operating
 * system's, which releases it when the process ends, however that happens.
 */
public final class RunFolder {
    public static final String UP_PID = "up.pid";

    private final Path folder;
    private final PidFile pidFile;

    public RunFolder(Path data) {
        this.folder = data.resolve("run");
        this.pidFile = new PidFile(folder.resolve(UP_PID));
    }

    /**
     * Makes this process the only {@code up} on its data folder, until it ends.
     *
     * @throws CannotStart when there is one already
     */
    public void own() {
        if (FolderLock.take(folder.resolve("up.lock")).isEmpty()) {
            String process =
                    running().map(other -> " (process " + other.pid() + ")").orElse("");
            throw new CannotStart("Postern already runs on " + folder.getParent() + process
                    + ". Use it, or stop it with ./postern down.");
        }
        pidFile.write(ProcessHandle.current());
    }

    /** The {@code up} on this data folder. */
    public Optional<ProcessHandle> running() {
        return pidFile.running();
    }

    /** What {@code env} and {@code tail} read. */
    public void tell(Ports ports) {
        try {
            Files.writeString(folder.resolve("url"), "http://127.0.0.1:" + ports.gateway() + "\n");
            Files.writeString(folder.resolve("kafka"), "127.0.0.1:" + ports.kafka() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The broker's address; empty when nothing runs. */
    public Optional<String> kafka() {
        try {
            return running().isPresent()
                    ? Optional.of(Files.readString(folder.resolve("kafka")).strip())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Takes back what it told. */
    public void leave() {
        try {
            Files.deleteIfExists(folder.resolve("url"));
            Files.deleteIfExists(folder.resolve("kafka"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pidFile.delete();
    }
}

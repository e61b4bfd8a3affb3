package dev.postern.local.process;

import dev.postern.local.files.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a running {@code up} tells other commands that it runs, and where: {@code data/run}. Its lock is the operating
 * system's, which releases it when the process ends, however that happens.
 */
public final class RunFolder {
    public static final String UP_PID = "up.pid";
    private static final String MANAGEMENT = "management";

    private final Path folder;
    private final PidFile pidFile;

    public RunFolder(Path data) {
        this.folder = data.resolve("run");
        this.pidFile = new PidFile(folder.resolve(UP_PID));
    }

    /**
     * Makes this process the only {@code up} on its data folder, until it ends. False when there is one already.
     */
    public boolean own() {
        if (FolderLock.take(folder.resolve("up.lock")).isEmpty()) {
            return false;
        }
        pidFile.write(ProcessHandle.current());
        return true;
    }

    /** The {@code up} on this data folder. */
    public Optional<ProcessHandle> running() {
        return pidFile.running();
    }

    /**
     * What {@code env}, {@code tail} and a second {@code up} read.
     *
     * @param management the management port of each process
     */
    public void tell(Ports ports, Map<String, Integer> management) {
        try {
            Files.write(
                    folder.resolve(MANAGEMENT),
                    management.entrySet().stream()
                            .map(entry -> entry.getKey() + " http://127.0.0.1:" + entry.getValue())
                            .toList());
            Files.writeString(folder.resolve("url"), "http://127.0.0.1:" + ports.gateway() + "\n");
            Files.writeString(folder.resolve("kafka"), "127.0.0.1:" + ports.kafka() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The broker's address; empty when nothing runs. */
    public Optional<String> kafka() {
        return told("kafka");
    }

    /** The gateway's address; empty when nothing runs. */
    public Optional<String> url() {
        return told("url");
    }

    private Optional<String> told(String file) {
        try {
            return running().isPresent()
                    ? Optional.of(Files.readString(folder.resolve(file)).strip())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where each process answers for its health; empty when nothing is told. */
    public Map<String, URI> management() {
        Map<String, URI> addresses = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(folder.resolve(MANAGEMENT))) {
                String[] words = line.split(" ", 2);
                addresses.put(words[0], URI.create(words[1]));
            }
            return addresses;
        } catch (IOException e) {
            return Map.of();
        }
    }

    /** Takes back what it told. */
    public void leave() {
        try {
            Files.deleteIfExists(folder.resolve(MANAGEMENT));
            Files.deleteIfExists(folder.resolve("url"));
            Files.deleteIfExists(folder.resolve("kafka"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pidFile.delete();
    }
}

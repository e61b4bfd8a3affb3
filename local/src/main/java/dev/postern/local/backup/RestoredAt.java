package dev.postern.local.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** When a data folder was restored, in a file of it: credential-service hands out no step of an authenticator from before. */
public final class RestoredAt {
    private static final String FILE = "restored-at";

    private RestoredAt() {}

    /** The time; empty for a folder that was never restored. */
    public static Optional<String> of(Path data) {
        Path file = data.resolve(FILE);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void note(Path data, Instant now) throws IOException {
        Files.writeString(data.resolve(FILE), now + "\n");
    }
}

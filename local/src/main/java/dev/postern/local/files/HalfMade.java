package dev.postern.local.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells a database folder whose making was cut short, by a kill -9 or a full disk, from one with data in it: a server
 * never starts on the former, and there is nothing to lose.
 */
public final class HalfMade {
    private final Path data;
    private final Path mark;

    public HalfMade(Path data) {
        this.data = data;
        this.mark = data.resolveSibling("being-made");
    }

    /** Removes what an earlier start left half made; marks a folder that this start is going to make. */
    public void remove() {
        try {
            if (Files.exists(mark)) {
                deleteAll();
            }
            if (!Files.exists(data)) {
                Files.writeString(mark, "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From here on the folder holds data. */
    public void isWhole() {
        try {
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteAll() throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(data)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}

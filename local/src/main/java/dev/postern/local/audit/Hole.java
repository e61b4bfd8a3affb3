package dev.postern.local.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * A known hole, by a line of the file: id, library, the first version that has it, the first that has it no more, and the
 * day when somebody entered it, separated by blanks. {@code *} at the end of a library's name stands for any end, and
 * {@code -} for all versions before, or for a hole that no version has closed.
 */
record Hole(String id, String library, String since, String fixed, LocalDate entered) {
    private static final String NONE = "-";

    /** The holes in a file, without its empty lines and those that begin with a hash sign. */
    static List<Hole> in(Path file) throws IOException, UnreadableHoles {
        List<Hole> holes = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                holes.add(of(line, i + 1));
            }
        }
        return holes;
    }

    private static Hole of(String line, int number) throws UnreadableHoles {
        String[] words = line.split("\\s+", -1);
        if (words.length != 5) {
            throw new UnreadableHoles(number, "it needs five words: id, library, since, fixed, day");
        }
        try {
            return new Hole(words[0], words[1], words[2], words[3], LocalDate.parse(words[4]));
        } catch (DateTimeParseException e) {
            throw new UnreadableHoles(number, "its last word is no day such as 2026-11-29");
        }
    }

    boolean isIn(Library shipped) {
        boolean named = library.endsWith("*")
                ? shipped.name().startsWith(library.substring(0, library.length() - 1))
                : shipped.name().equals(library);
        return named
                && (since.equals(NONE) || Versions.compare(shipped.version(), since) >= 0)
                && (fixed.equals(NONE) || Versions.compare(shipped.version(), fixed) < 0);
    }

    /** What to do about it. */
    String cure() {
        return fixed.equals(NONE) ? "no version closes it" : "closed in " + fixed;
    }

    /** A line of the file cannot be understood. */
    static final class UnreadableHoles extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableHoles(int line, String why) {
            super("line " + line + ": " + why);
        }
    }
}

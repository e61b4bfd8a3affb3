package dev.postern.local.backup;

import dev.postern.local.files.PrivateFiles;
import dev.postern.local.verb.VerbFailed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A copy of a data folder with a list of its files and their SHA-256, which is written last: a folder without it is no whole copy.
 * What only tells of processes is left out.
 */
final class Copy {
    private static final String LIST = "files.sha256";
    private static final String CONTENT = "data";
    private static final String RUN = "run";
    // PostgreSQL removes it when it stops.
    private static final String RUNNING_DATABASE = "postmaster.pid";

    private final Path folder;

    Copy(Path folder) {
        this.folder = folder;
    }

    /**
     * Copies a data folder into this one.
     *
     * @return how many files
     * @throws VerbFailed when this folder holds something, or the data is still in use
     */
    int take(Path data) throws IOException {
        requireEmpty(folder, "a back-up needs an empty folder");
        for (Path file : under(data)) {
            if (file.endsWith(RUNNING_DATABASE)) {
                throw new VerbFailed("the database still runs on " + data + ". Stop it with ./postern down.");
            }
        }
        PrivateFiles.createFolder(folder);
        Map<String, String> sums = new TreeMap<>(copy(data, folder.resolve(CONTENT)));
        Files.write(
                folder.resolve(LIST),
                sums.entrySet().stream()
                        .map(entry -> entry.getValue() + "  " + entry.getKey())
                        .toList());
        return sums.size();
    }

    /**
     * Copies this folder into a data folder, once every file of the list is there unchanged.
     *
     * @return how many files
     * @throws VerbFailed when this is no whole copy, or the data folder holds something
     */
    int giveBack(Path data) throws IOException {
        Path list = folder.resolve(LIST);
        if (!Files.isRegularFile(list)) {
            throw new VerbFailed(folder + " holds no whole back-up: it has no file " + LIST + ".");
        }
        Map<String, String> expected = new TreeMap<>();
        for (String line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
            String[] parts = line.split("  ", 2);
            expected.put(parts[parts.length - 1], parts[0]);
        }
        Path content = folder.resolve(CONTENT);
        for (Map.Entry<String, String> file : expected.entrySet()) {
            Path there = content.resolve(file.getKey()).normalize();
            if (!there.startsWith(content)
                    || !Files.isRegularFile(there)
                    || !sum(there).equals(file.getValue())) {
                throw new VerbFailed("the back-up is damaged: " + file.getKey()
                        + " is missing or was changed. Nothing was" + " restored.");
            }
        }
        requireEmpty(data, "a back-up is restored into an empty folder, so that nothing is lost");
        PrivateFiles.createFolder(data);
        return copy(content, data).size();
    }

    private static void requireEmpty(Path folder, String why) throws IOException {
        if (Files.exists(folder) && !under(folder).isEmpty()) {
            throw new VerbFailed(folder + " is not empty: " + why + ". Name another folder, or move this one away.");
        }
    }

    /** The regular files below a folder, without those that tell of processes. */
    private static List<Path> under(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !folder.relativize(file).startsWith(RUN))
                    .toList();
        }
    }

    /** Folders too, since a database needs empty ones; each with its permissions. */
    private static Map<String, String> copy(Path from, Path to) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        List<Path> all;
        try (Stream<Path> walked = Files.walk(from)) {
            all = walked.filter(path -> !from.relativize(path).startsWith(RUN)).toList();
        }
        for (Path path : all) {
            Path relative = from.relativize(path);
            Path target = to.resolve(relative);
            if (Files.isDirectory(path)) {
                if (!Files.isDirectory(target)) {
                    Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            } else if (Files.isRegularFile(path)) {
                Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
                sums.put(relative.toString(), sum(target));
            }
        }
        return sums;
    }

    private static String sum(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

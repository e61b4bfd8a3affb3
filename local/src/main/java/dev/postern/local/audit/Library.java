package dev.postern.local.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A library as a packaged service has it, by the name of its file: {@code io.netty.netty-codec-4.1.139.Final.jar}.
 *
 * @param name group and artifact, joined by a point as Quarkus does it
 * @param version its version
 */
record Library(String name, String version) implements Comparable<Library> {
    private static final Pattern FILE = Pattern.compile("(.+?)-(\\d[0-9A-Za-z._-]*)\\.jar");

    /** The library in a file of this name; empty when the name tells no version. */
    static Optional<Library> of(String fileName) {
        Matcher parts = FILE.matcher(fileName);
        return parts.matches() ? Optional.of(new Library(parts.group(1), parts.group(2))) : Optional.empty();
    }

    @Override
    public int compareTo(Library other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : Versions.compare(version, other.version);
    }
}

package dev.postern.system.console;

import dev.postern.system.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The paths of the console's pages, as the sources of its features name them: a page that is added is in the list. */
final class PageSources {
    private static final Pattern PAGE = Pattern.compile("(?<!Reply)\\.(?:page|openPage)\\(\\s*([^,]+),");
    private static final Pattern CONSTANT = Pattern.compile("String (\\w+) = ([^;]*\"[^;]*);");

    private PageSources() {}

    /** With a colon before the name of a step that stands for any. */
    static SortedSet<String> paths() {
        SortedSet<String> found = new TreeSet<>();
        Map<String, String> constants = new HashMap<>();
        Map<String, String> sources = sources();
        sources.forEach((type, text) -> CONSTANT.matcher(text)
                .results()
                .forEach(constant -> constants.put(type + "." + constant.group(1), constant.group(2))));
        sources.forEach((type, text) -> PAGE.matcher(text)
                .results()
                .forEach(page -> found.add(path(type, page.group(1).strip(), constants))));
        return found;
    }

    private static String path(String type, String written, Map<String, String> constants) {
        StringBuilder path = new StringBuilder();
        for (String part : written.split("\\s*\\+\\s*", -1)) {
            Matcher text = Pattern.compile("\"(.*)\"").matcher(part);
            path.append(
                    text.matches()
                            ? text.group(1)
                            : constant(part.contains(".") ? part : type + "." + part, constants));
        }
        return path.toString();
    }

    private static String constant(String name, Map<String, String> constants) {
        String written = constants.get(name);
        if (written == null) {
            throw new IllegalStateException("Nobody knows what " + name + " is");
        }
        return path(name.substring(0, name.indexOf('.')), written, constants);
    }

    /** By the names of their types. */
    private static Map<String, String> sources() {
        Path folder = Checkout.folder().resolve("gateway/src/main/java/dev/postern/gateway/console");
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> java =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            Map<String, String> sources = new HashMap<>();
            for (Path file : java) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

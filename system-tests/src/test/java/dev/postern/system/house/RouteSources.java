package dev.postern.system.house;

import dev.postern.system.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The methods of the services' resources, as their sources annotate them. */
final class RouteSources {
    private static final Pattern CLASS_PATH = Pattern.compile("\\n@Path\\(([^)\\n]*)\\)\\n");
    private static final Pattern METHOD_PATH = Pattern.compile("\\n    @Path\\(\"([^\"]*)\"\\)");
    private static final Pattern VERB = Pattern.compile("\\n    @(GET|POST|PUT|PATCH|DELETE)(?=\\n|$)");
    private static final Pattern ROUTE = Pattern.compile("String ROUTE = \"([^\"]*)\"");

    private RouteSources() {}

    /**
     * One of them.
     *
     * @param verb the HTTP method
     * @param path with the names of its parameters left out
     * @param audited whether it says that its answers are audited
     * @param unaudited whether it says that they are not
     */
    record RouteSource(String verb, String path, boolean audited, boolean unaudited) {}

    static List<RouteSource> all() {
        List<RouteSource> routes = new ArrayList<>();
        for (String module :
                List.of("platform", "credential-service", "code-ingest-service", "totp-resolver-service")) {
            Path sources = Checkout.folder().resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file : files.filter(one -> one.toString().endsWith("Resource.java"))
                        .toList()) {
                    read(file, routes);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return routes;
    }

    /** A path as two spellings of it are compared. */
    static String normal(String path) {
        return ("/" + path).replaceAll("\\{[^}]*}", "{}").replaceAll("/+", "/").replaceAll("/$", "");
    }

    private static void read(Path file, List<RouteSource> routes) throws IOException {
        String text = Files.readString(file);
        Matcher base = CLASS_PATH.matcher(text);
        if (!base.find()) {
            return;
        }
        String root = root(file, base.group(1));
        // What stands before a method's head, from the end of the member before it.
        for (String before : text.split("\\n    public ", -1)) {
            String annotations = before.substring(Math.max(before.lastIndexOf("\n    }\n"), 0));
            Matcher verb = VERB.matcher(annotations);
            if (verb.find()) {
                Matcher below = METHOD_PATH.matcher(annotations);
                routes.add(new RouteSource(
                        verb.group(1),
                        normal(root + "/" + (below.find() ? below.group(1) : "")),
                        annotations.contains("\n    @Audited("),
                        annotations.contains("\n    @Unaudited(")));
            }
        }
    }

    private static String root(Path file, String written) throws IOException {
        if (!written.contains("ROUTE")) {
            return written.replace("\"", "");
        }
        Path other = file.resolveSibling(written.substring(0, written.indexOf('.')) + ".java");
        Matcher route = ROUTE.matcher(Files.readString(other));
        if (!route.find()) {
            throw new IllegalStateException("No route in " + other);
        }
        return route.group(1) + written.replaceAll("^[^\"]*\"?|\"", "");
    }
}

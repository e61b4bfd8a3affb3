package dev.postern.system.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.postern.system.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names that a document may use: files, Java types with their source, routes of the merged OpenAPI document. */
final class Repository {
    private static final Pattern MADE = Pattern.compile("/(data|secrets|\\.git)(/.*)?|.*/target(/.*)?");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w*)");
    private static final Pattern ROUTE = Pattern.compile("(?:([A-Z]+) )?(…?/[^ ?]*)(?:\\?.*)?");

    private final List<String> paths;
    private final Map<String, String> types = new HashMap<>();
    private final JsonNode routes;

    Repository() {
        try (Stream<Path> files = Files.walk(Checkout.folder())) {
            paths = files.map(file -> "/" + Checkout.folder().relativize(file))
                    .filter(path -> !MADE.matcher(path).matches())
                    .toList();
            paths.stream()
                    .filter(path -> path.endsWith(".java"))
                    .map(Repository::source)
                    .forEach(this::addTypes);
            routes = new YAMLMapper()
                    .readTree(Checkout.folder().resolve("gateway/openapi.yaml").toFile())
                    .get("paths");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addTypes(String source) {
        TYPE.matcher(source).results().forEach(type -> types.merge(type.group(1), source, String::concat));
    }

    /** The pages whose names are looked at. */
    List<Document> documents() {
        return paths.stream()
                .filter(path ->
                        path.matches("/(README|CONTRIBUTING|CHANGELOG)\\.md|/docs/.*\\.md|/[a-z-]+/README\\.md"))
                .map(path -> Document.read(Checkout.folder().resolve(path.substring(1))))
                .toList();
    }

    /** The product's Java as one text. String literals that go on in the next line are joined. */
    String literals() {
        return paths.stream()
                .filter(path -> path.endsWith(".java") && path.contains("/src/main/"))
                .map(Repository::source)
                .collect(Collectors.joining("\n"))
                .replaceAll("\"\\s*\\+\\s*\"", "");
    }

    private static String source(String path) {
        try {
            return Files.readString(Checkout.folder().resolve(path.substring(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether {@code Type} or {@code Type.member} is declared. */
    boolean hasType(String name) {
        String[] parts = name.split("\\.", 2);
        String source = types.get(parts[0]);
        return source != null && (parts.length == 1 || source.matches("(?s).*\\b" + parts[1] + "\\b.*"));
    }

    /** Whether a file or folder of this path, or of a path that ends so, is there; of Java the ending may be missing. */
    boolean hasPath(String path) {
        String end = "/" + path.replaceAll("^\\./|/$", "");
        return paths.stream().anyMatch(known -> known.endsWith(end) || known.endsWith(end + ".java"));
    }

    /** Whether the module has a package of this name. */
    boolean hasPackage(String module, String name) {
        return paths.stream().anyMatch(path -> path.matches("/" + module + "/src/(main|test)/java/.*/" + name));
    }

    /** Whether the OpenAPI document has the route: {@code POST /v1/codes}, {@code …/{id}/outcome} or a prefix. */
    boolean hasRoute(String route) {
        Matcher named = ROUTE.matcher(route);
        if (!named.matches()) {
            return false;
        }
        String pattern = named.group(2)
                .replaceAll("/$", "")
                .replaceAll("[.]", "\\\\.")
                .replaceAll("\\{[^/]*}", "[^/]+")
                .replace("…", ".*");
        return routes.propertyStream()
                .filter(known -> known.getKey().matches(pattern + "(/.*)?"))
                .anyMatch(known -> named.group(1) == null
                        || known.getValue().has(named.group(1).toLowerCase(Locale.ROOT)));
    }
}

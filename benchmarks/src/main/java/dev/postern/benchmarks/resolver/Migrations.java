package dev.postern.benchmarks.resolver;

import dev.postern.benchmarks.CannotMeasure;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The resolver's tables, made by its own scripts. Other services' scripts are on the class path under such names too, so a
 * script that only the resolver has tells the place.
 */
public final class Migrations {
    private static final List<String> OF_THE_RESOLVER =
            List.of("db/outbox/V0_1__outbox.sql", "db/migration/V001__codes_and_requests.sql");

    private record Script(String name, String sql) {}

    private Migrations() {}

    /** Makes the tables in an empty database. */
    public static void run(Connection connection) throws SQLException {
        List<Script> scripts = new ArrayList<>();
        for (String one : OF_THE_RESOLVER) {
            scripts.addAll(beside(one));
        }
        // Flyway's order: numbered scripts, then those that are repeated.
        scripts.sort(Comparator.comparing(script -> script.name().startsWith("R")));
        try (Statement statement = connection.createStatement()) {
            for (Script script : scripts) {
                statement.execute(script.sql());
            }
        }
    }

    private static List<Script> beside(String script) {
        URL found = Migrations.class.getClassLoader().getResource(script);
        if (found == null) {
            throw new CannotMeasure("the resolver's script " + script + " is not on the class path");
        }
        try {
            URI uri = found.toURI();
            if (!uri.getScheme().equals("jar")) {
                return read(Path.of(uri).resolveSibling(""));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return read(jar.getPath("/" + script).resolveSibling(""));
            }
        } catch (IOException | URISyntaxException e) {
            throw new CannotMeasure("the resolver's scripts cannot be read: " + e);
        }
    }

    private static List<Script> read(Path folder) throws IOException {
        List<Script> scripts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList()) {
                scripts.add(new Script(file.getFileName().toString(), Files.readString(file)));
            }
        }
        return scripts;
    }
}

package dev.postern.local.aside;

import dev.postern.local.verb.VerbFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The database of a service that has an outbox.
 *
 * @param name which a person writes before the number of a row: {@code codes-12}
 * @param jdbcUrl without credentials
 * @param user the role
 * @param password of the role
 */
record OutboxStore(String name, String jdbcUrl, String user, String password) {
    private static final List<String> LOCAL = List.of("codes", "credentials");
    // The line of postmaster.pid that holds the port (PostgreSQL's src/include/utils/pidfile.h).
    private static final int PORT_LINE = 3;

    /**
     * Both databases of the system that runs on a data folder.
     *
     * @throws VerbFailed when none runs
     */
    static List<OutboxStore> local(Path data) {
        Path postgres = data.resolve("postgres");
        try {
            String port = Files.readAllLines(postgres.resolve("data/postmaster.pid"))
                    .get(PORT_LINE)
                    .strip();
            List<OutboxStore> stores = new ArrayList<>();
            for (String name : LOCAL) {
                stores.add(new OutboxStore(
                        name,
                        "jdbc:postgresql://127.0.0.1:" + port + "/" + name,
                        name,
                        read(postgres.resolve(name + ".password"))));
            }
            return stores;
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new VerbFailed("Postern does not run on " + data
                    + ". Start it with ./postern up, or name a database with --jdbc-url.");
        }
    }

    /**
     * The database at a JDBC address; its last step is its name here.
     *
     * @throws VerbFailed when the address or the file cannot be used
     */
    static OutboxStore at(String jdbcUrl, String user, Path passwordFile) {
        String path = jdbcUrl.split("\\?", 2)[0];
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (!jdbcUrl.startsWith("jdbc:postgresql:") || !name.matches("[A-Za-z0-9_]{1,63}")) {
            throw new VerbFailed("--jdbc-url takes an address such as jdbc:postgresql://127.0.0.1:5432/codes.");
        }
        try {
            return new OutboxStore(name, jdbcUrl, user, read(passwordFile));
        } catch (IOException e) {
            throw new VerbFailed("the file of --password-file cannot be read.");
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    @Override
    public String toString() {
        return "OutboxStore[" + name + "]";
    }
}

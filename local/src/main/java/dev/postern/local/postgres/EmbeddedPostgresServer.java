package dev.postern.local.postgres;

import dev.postern.local.files.HalfMade;
import dev.postern.local.files.PrivateFiles;
import dev.postern.local.files.UnsafeLocalSecrets;
import dev.postern.local.process.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server as a child process, durable, with passwords, bound to 127.0.0.1. Its folder holds everything;
 * a server started on it again has the same data.
 */
public final class EmbeddedPostgresServer implements LocalPostgres {
    private static final String SUPERUSER = "postgres";
    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final int TOLD_LINES = 5;
    private static final String LOG = "postgres.log";

    // The library logs every step. Held here, since a logger without a reference loses its level.
    private static final Logger LIBRARY = Logger.getLogger("io.zonky.test.db.postgres");

    static {
        LIBRARY.setLevel(Level.SEVERE);
    }

    private final Path folder;
    private final int port;
    private @Nullable EmbeddedPostgres server;

    private EmbeddedPostgresServer(EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.port = server.getPort();
        this.folder = folder;
    }

    /**
     * Starts a server and returns when it takes connections.
     *
     * @param folder made when absent
     * @param port 0 for a free one
     * @throws IllegalStateException when it cannot start
     */
    public static EmbeddedPostgresServer start(Path folder, int port) {
        Path whole = folder.toAbsolutePath();
        Path data = whole.resolve("data");
        PrivateFiles.createFolder(whole);
        LeftoverPostgres.stop(data);
        HalfMade halfMade = new HalfMade(data);
        halfMade.remove();
        password(whole, SUPERUSER);
        forgetLog(whole);
        EmbeddedPostgres server = started(whole, port == 0 ? FreePort.find() : port);
        halfMade.isWhole();
        return new EmbeddedPostgresServer(server, whole);
    }

    private static EmbeddedPostgres started(Path folder, int port) {
        Path log = folder.resolve(LOG);
        try {
            return builder(folder, folder.resolve("data"), log).setPort(port).start();
        } catch (IOException | IllegalStateException e) {
            throw new IllegalStateException("PostgreSQL cannot start. Its log ends with:\n" + end(log), e);
        }
    }

    private static void forgetLog(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(LOG));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres.Builder builder(Path folder, Path data, Path log) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries(folder).toFile())
                .setPGStartupWait(STARTUP)
                // The code that started it stops it, after the services.
                .setRegisterShutdownHook(false)
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                // Options of initdb, whatever the library calls them: passwords from the first moment, and one
                // order of text on every machine.
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("pwfile", passwordFile(folder, SUPERUSER).toString())
                .setConnectConfig("password", password(folder, SUPERUSER))
                .setServerConfig("listen_addresses", "127.0.0.1")
                // Its folder would be shared with every other server of this machine.
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "200")
                // No value of a row reaches the log.
                .setServerConfig("log_error_verbosity", "terse")
                .setServerConfig("log_min_error_statement", "panic")
                // The library switches durability off; what was acknowledged must survive.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on");
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Database database(String name) {
        String password = password(folder, name);
        return Databases.make(url(SUPERUSER), SUPERUSER, password(folder, SUPERUSER), url(name), name, password);
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null && LeftoverPostgres.isRunning(folder.resolve("data"));
    }

    @Override
    public synchronized void kill() {
        LeftoverPostgres.kill(folder.resolve("data"));
    }

    @Override
    public synchronized void stop() {
        if (server == null) {
            return;
        }
        if (!isRunning()) {
            forgetTheDead(server);
            return;
        }
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL cannot be stopped", e);
        }
        server = null;
        // The library waits a few seconds, and leaves the server alone then.
        LeftoverPostgres.stop(folder.resolve("data"));
    }

    /**
     * Its processes may still be ending. Its file stays: the next server sees by it whether they have, and refuses to start before.
     */
    private void forgetTheDead(EmbeddedPostgres dead) {
        Level before = LIBRARY.getLevel();
        // It tells that there is nothing to stop.
        LIBRARY.setLevel(Level.OFF);
        try {
            dead.close();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL cannot be stopped", e);
        } finally {
            LIBRARY.setLevel(before);
        }
        server = null;
    }

    @Override
    public synchronized void restart() {
        stop();
        server = started(folder, port);
    }

    @Override
    public void close() {
        stop();
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static String password(Path folder, String role) {
        return PrivateFiles.readOrCreate(
                passwordFile(folder, role), () -> UnsafeLocalSecrets.randomText(new SecureRandom()));
    }

    /**
     * Where the programs are unpacked, once for all data folders of this user. Not in the machine's temporary folder:
     * programs are run from it.
     */
    private static Path binaries(Path folder) {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path caches =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        Path shared = caches.resolve("postern").resolve("postgresql");
        try {
            PrivateFiles.createFolder(shared);
            if (Files.isWritable(shared) && shared.isAbsolute()) {
                return shared;
            }
        } catch (UncheckedIOException e) {
            // A user without a home of its own.
        }
        return folder.resolve("binaries");
    }

    private static Path passwordFile(Path folder, String role) {
        return folder.resolve(role + ".password");
    }

    private static String end(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size()));
        } catch (IOException e) {
            return "(there is none)";
        }
    }
}

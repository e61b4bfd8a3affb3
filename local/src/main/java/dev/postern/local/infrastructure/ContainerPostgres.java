package dev.postern.local.infrastructure;

import dev.postern.local.files.UnsafeLocalSecrets;
import dev.postern.local.postgres.Databases;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.local.process.FreePort;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The database server in a container, with those settings of the embedded one that a test could notice. */
final class ContainerPostgres implements LocalPostgres {
    private final PostgreSQLContainer container;
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private boolean stopped;

    private ContainerPostgres(PostgreSQLContainer container) {
        this.container = container;
    }

    @SuppressWarnings("resource") // Closed by close().
    static ContainerPostgres start() {
        PostgreSQLContainer container = new PostgreSQLContainer(
                        DockerImageName.parse("postgres").withTag("18"))
                .withCommand(
                        "postgres",
                        "-c",
                        "max_connections=200",
                        "-c",
                        "log_error_verbosity=terse",
                        "-c",
                        "log_min_error_statement=panic");
        // A port that Docker chooses would change with a restart.
        container.setPortBindings(List.of(FreePort.find() + ":" + PostgreSQLContainer.POSTGRESQL_PORT));
        container.start();
        return new ContainerPostgres(container);
    }

    @Override
    public int port() {
        return container.getFirstMappedPort();
    }

    @Override
    public Database database(String name) {
        String password = passwords.computeIfAbsent(name, absent -> UnsafeLocalSecrets.randomText(new SecureRandom()));
        return Databases.make(
                url(container.getDatabaseName()),
                container.getUsername(),
                container.getPassword(),
                url(name),
                name,
                password);
    }

    private String url(String database) {
        return "jdbc:postgresql://" + container.getHost() + ":" + port() + "/" + database;
    }

    @Override
    public boolean isRunning() {
        return container.isRunning();
    }

    @Override
    public synchronized void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
        stopped = true;
    }

    @Override
    public synchronized void stop() {
        if (!stopped) {
            container
                    .getDockerClient()
                    .stopContainerCmd(container.getContainerId())
                    .exec();
            stopped = true;
        }
    }

    @Override
    public synchronized void restart() {
        stop();
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
        stopped = false;
        Databases.awaitConnection(url(container.getDatabaseName()), container.getUsername(), container.getPassword());
    }

    @Override
    public void close() {
        container.stop();
    }
}

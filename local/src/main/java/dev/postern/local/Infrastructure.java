package dev.postern.local;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka and PostgreSQL run in. {@code -Dinfrastructure=containers} is the one switch and this the one place that knows of
 * it; every test, and {@code ./postern up}, gets its broker and its database through {@link LocalKafka} and {@link
 * LocalPostgres}.
 */
enum Infrastructure {
    /** Kafka in this process and PostgreSQL as its child: nothing but Maven is needed. */
    EMBEDDED {
        @Override
        LocalKafka kafka(Path folder, int port, int controllerPort) {
            return EmbeddedKafka.start(folder, port, controllerPort);
        }

        @Override
        LocalPostgres postgres(Path folder, int port) {
            return EmbeddedPostgresServer.start(folder, port);
        }
    },
    /** Both in containers, by Testcontainers: for tests where there is Docker. Folder and port are the containers' own. */
    CONTAINERS {
        @Override
        LocalKafka kafka(Path folder, int port, int controllerPort) {
            return ContainerKafka.start();
        }

        @Override
        LocalPostgres postgres(Path folder, int port) {
            return ContainerPostgres.start();
        }
    };

    static final String SWITCH = "infrastructure";

    abstract LocalKafka kafka(Path folder, int port, int controllerPort);

    abstract LocalPostgres postgres(Path folder, int port);

    static Infrastructure chosen() {
        return named(System.getProperty(SWITCH));
    }

    static Infrastructure named(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return EMBEDDED;
        }
        for (Infrastructure infrastructure : values()) {
            if (infrastructure.name().toLowerCase(Locale.ROOT).equals(name)) {
                return infrastructure;
            }
        }
        throw new IllegalArgumentException("-D" + SWITCH + " is embedded or containers");
    }
}

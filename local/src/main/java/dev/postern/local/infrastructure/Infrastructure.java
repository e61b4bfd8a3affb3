package dev.postern.local.infrastructure;

import dev.postern.local.kafka.EmbeddedKafka;
import dev.postern.local.kafka.LocalKafka;
import dev.postern.local.postgres.EmbeddedPostgresServer;
import dev.postern.local.postgres.LocalPostgres;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka and PostgreSQL run in. The only switch is {@code -Dinfrastructure=containers}, and only this class knows
 * it. Every test, and {@code ./postern up}, starts its broker and its database here.
 */
public enum Infrastructure {
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
            return withItsLoader(ContainerKafka::start);
        }

        @Override
        LocalPostgres postgres(Path folder, int port) {
            return withItsLoader(ContainerPostgres::start);
        }
    };

    static final String SWITCH = "infrastructure";

    /**
     * Starts a broker and returns when it takes requests.
     *
     * @param folder for what it keeps; made when absent
     * @param port of the broker; 0 for a free one
     * @throws IllegalStateException when it cannot start
     */
    public static LocalKafka startKafka(Path folder, int port) {
        return startKafka(folder, port, 0);
    }

    /** Like {@link #startKafka(Path, int)}, with the port of the broker's controller; 0 for a free one. */
    public static LocalKafka startKafka(Path folder, int port, int controllerPort) {
        return chosen().kafka(folder, port, controllerPort);
    }

    /**
     * Starts a database server and returns when it takes connections.
     *
     * @param folder for what it keeps; made when absent
     * @param port 0 for a free one
     * @throws IllegalStateException when it cannot start
     */
    public static LocalPostgres startPostgres(Path folder, int port) {
        return chosen().postgres(folder, port);
    }

    abstract LocalKafka kafka(Path folder, int port, int controllerPort);

    abstract LocalPostgres postgres(Path folder, int port);

    /**
     * Testcontainers finds its own parts through the thread's class loader. In a thread of a pool that is the system's, and in a
     * test that boots Quarkus another one has loaded Testcontainers.
     */
    static <T> T withItsLoader(Supplier<T> start) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Infrastructure.class.getClassLoader());
        try {
            return start.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Infrastructure chosen() {
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

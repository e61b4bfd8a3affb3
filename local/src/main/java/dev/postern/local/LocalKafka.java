package dev.postern.local;

import java.nio.file.Path;

/** A real Kafka broker of one node, reached at 127.0.0.1. */
public interface LocalKafka extends AutoCloseable {

    /**
     * Starts a broker and returns when it takes requests.
     *
     * @param folder for what it keeps; made when absent
     * @param port of the broker; 0 for a free one
     * @throws IllegalStateException when it cannot start
     */
    static LocalKafka start(Path folder, int port) {
        return start(folder, port, 0);
    }

    /** The same with the port of its controller. */
    static LocalKafka start(Path folder, int port, int controllerPort) {
        return Infrastructure.chosen().kafka(folder, port, controllerPort);
    }

    /** For {@code kafka.bootstrap.servers}. The same after a restart. */
    String bootstrapServers();

    /** The broker is out of reach until {@link #restart}; its data stays. */
    void stop();

    /** The broker is back after {@link #stop}, at the same address and with the same data. */
    void restart();

    @Override
    void close();
}

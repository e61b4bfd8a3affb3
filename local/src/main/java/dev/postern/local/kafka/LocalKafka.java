package dev.postern.local.kafka;

/** A real Kafka broker of one node, reached at 127.0.0.1. */
public interface LocalKafka extends AutoCloseable {

    /** For {@code kafka.bootstrap.servers}. A restart does not change it. */
    String bootstrapServers();

    /** The broker is out of reach until {@link #restart}; its data stays. */
    void stop();

    /** The broker is back after {@link #stop}, at the same address and with the same data. */
    void restart();

    @Override
    void close();
}

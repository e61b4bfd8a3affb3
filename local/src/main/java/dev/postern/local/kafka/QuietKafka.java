package dev.postern.local.kafka;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** A broker tells of everything it does, and a client of every attempt to reach it; here only what is wrong is wanted. */
public final class QuietKafka {
    // Held here, since a logger without a reference loses its level.
    private static final List<Logger> LOGGERS = Stream.of("kafka", "org.apache.kafka", "state.change.logger")
            .map(Logger::getLogger)
            .toList();

    private QuietKafka() {}

    public static void apply() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.SEVERE));
    }
}

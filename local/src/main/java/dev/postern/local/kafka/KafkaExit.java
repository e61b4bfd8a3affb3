package dev.postern.local.kafka;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.utils.Exit;

/**
 * Reports that a broker cannot go on. Kafka would end the process, but here that is the launcher or a test, which has
 * other things to stop first.
 */
public final class KafkaExit {
    private static final CompletableFuture<String> HAPPENED = new CompletableFuture<>();

    private KafkaExit() {}

    static void keepTheProcess() {
        Exit.setExitProcedure((_, message) -> tell(message));
        Exit.setHaltProcedure((_, message) -> tell(message));
    }

    /** Completes when a broker of this process cannot go on. */
    public static CompletableFuture<String> happened() {
        return HAPPENED;
    }

    private static void tell(String message) {
        String reason = message == null ? "no reason given" : message;
        HAPPENED.complete(reason);
        // The thread that asked for the end must not go on.
        throw new IllegalStateException("Kafka gave up: " + reason);
    }
}

package dev.postern.local.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** Asks a broker whether it still answers. */
public final class KafkaAnswers implements AutoCloseable {
    private static final Duration WITHIN = Duration.ofSeconds(3);

    private final Admin admin;

    /** @param bootstrapServers of the broker */
    public KafkaAnswers(String bootstrapServers) {
        QuietKafka.apply();
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Asks and waits for three seconds at most. */
    public boolean now() {
        try {
            return !admin.describeCluster(new DescribeClusterOptions().timeoutMs((int) WITHIN.toMillis()))
                    .nodes()
                    .get()
                    .isEmpty();
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}

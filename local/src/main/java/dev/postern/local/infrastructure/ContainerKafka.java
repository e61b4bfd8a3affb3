package dev.postern.local.infrastructure;

import dev.postern.local.kafka.LocalKafka;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The broker in a container, of the same version as the client. */
final class ContainerKafka implements LocalKafka {
    private final KafkaContainer container;
    private boolean paused;

    private ContainerKafka(KafkaContainer container) {
        this.container = container;
    }

    @SuppressWarnings("resource") // Closed by close().
    static ContainerKafka start() {
        KafkaContainer container = new KafkaContainer(
                        DockerImageName.parse("apache/kafka").withTag(AppInfoParser.getVersion()))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "1");
        container.start();
        return new ContainerKafka(container);
    }

    @Override
    public String bootstrapServers() {
        // Without the scheme that Testcontainers may write before it.
        String servers = container.getBootstrapServers();
        return servers.substring(servers.lastIndexOf('/') + 1);
    }

    /** Frozen, so that its address stays: a container that is started again gets another port. */
    @Override
    public synchronized void stop() {
        if (!paused) {
            container
                    .getDockerClient()
                    .pauseContainerCmd(container.getContainerId())
                    .exec();
            paused = true;
        }
    }

    @Override
    public synchronized void restart() {
        if (paused) {
            container
                    .getDockerClient()
                    .unpauseContainerCmd(container.getContainerId())
                    .exec();
            paused = false;
        }
    }

    @Override
    public void close() {
        restart();
        container.stop();
    }
}

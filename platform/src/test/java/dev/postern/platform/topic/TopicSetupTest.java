package dev.postern.platform.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.events.Topic;
import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.RuntimeEnvironment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSetupTest {
    @TempDir
    static Path folder;

    private static Broker broker;

    @BeforeAll
    static void start() {
        broker = Broker.start(folder, Topic.values());
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @Test
    void everyTopicIsMadeAsTheEnumSays() throws Exception {
        // When
        try (Admin admin = Admin.create(broker.settings())) {
            Map<String, TopicDescription> made = admin.describeTopics(
                            Arrays.stream(Topic.values()).map(Topic::topicName).toList())
                    .allTopicNames()
                    .get();
            Map<ConfigResource, Config> configs = admin.describeConfigs(Arrays.stream(Topic.values())
                            .map(TopicSetupTest::resource)
                            .collect(Collectors.toSet()))
                    .all()
                    .get();
            // Then
            for (Topic topic : Topic.values()) {
                Config config = configs.get(resource(topic));
                assertThat(made.get(topic.topicName()).partitions()).hasSize(topic.partitions());
                assertThat(config.get("cleanup.policy").value()).isEqualTo(topic.compacted() ? "compact" : "delete");
                var retention = topic.retention();
                if (retention != null) {
                    assertThat(config.get("retention.ms").value()).isEqualTo(Long.toString(retention.toMillis()));
                }
            }
        }
    }

    @Test
    void topicsThatExistAreLeftAndFineOnALocalMachine() {
        // When
        Findings findings = broker.setUp(RuntimeEnvironment.LOCAL, Topic.values());
        // Then
        assertThat(findings.errors()).isEmpty();
        assertThat(findings.warnings()).isEmpty();
    }

    @Test
    void aSingleReplicaIsAWarningInProduction() {
        // When
        Findings findings = broker.setUp(RuntimeEnvironment.PRODUCTION, Topic.AUDIT);
        // Then
        assertThat(findings.errors()).isEmpty();
        assertThat(findings.warnings()).singleElement().asString().contains("single replica");
    }

    @Test
    void codesThatWouldBeKeptTooLongStopTheStart() throws Exception {
        // When
        retention("172800000");
        try {
            // Then
            // The broker takes a change of settings over a moment after it has acknowledged it.
            await().untilAsserted(() -> assertThat(broker.setUp(RuntimeEnvironment.LOCAL, Topic.CODES_RECEIVED)
                            .errors())
                    .singleElement()
                    .asString()
                    .contains("24 hours"));
        } finally {
            retention("86400000");
        }
    }

    private static void retention(String milliseconds) throws Exception {
        try (Admin admin = Admin.create(broker.settings())) {
            admin.incrementalAlterConfigs(Map.of(
                            resource(Topic.CODES_RECEIVED),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("retention.ms", milliseconds), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    }
}

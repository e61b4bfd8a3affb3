package dev.postern.system.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.EventHeaders;
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningSystem.class)
class TopicsTest {
    @Test
    void areThereWithTheirPartitionsAndRetention(LocalSystem system) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", system.kafka().bootstrapServers()))) {
            Set<String> expected =
                    Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toSet());
            Set<String> present = admin.listTopics().names().get();
            assertThat(present.stream().filter(name -> name.startsWith("postern.")))
                    .containsExactlyInAnyOrderElementsOf(expected);
            Map<String, TopicDescription> described =
                    admin.describeTopics(expected).allTopicNames().get();
            for (Topic topic : Topic.values()) {
                assertThat(described.get(topic.topicName()).partitions())
                        .as(topic.topicName())
                        .hasSize(topic.partitions());
                check(admin, topic);
            }
        }
    }

    @Test
    void showAPersonWhatHappenedWithoutCodesAndAddresses(LocalSystem system) {
        // Given
        Api api = Organizations.fresh(system);
        String name = "reader" + UUID.randomUUID().toString().substring(0, 8);
        String address = name + "@example.com";

        // When
        Api.Answer pushed = api.post(
                "/v1/credentials/totp",
                "{\"totp_identifier\":\"" + address
                        + "\",\"content\":\"Your verification code is 738291\",\"source\":\"phone\",\"workflow_run_id\":\"wr_9\"}");
        String id = pushed.json().get("totp_code_id").asText();

        // Then
        ConsumerRecord<String, String> record = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> find(system, Topic.CODES_RECEIVED, id), found -> found != null);
        assertThat(record.value())
                .contains("\"source\":\"phone\"", "\"workflow_run_id\":\"wr_9\"", "••••91", "r•••@example.com")
                .doesNotContain("738291", name);
        assertThat(record.key()).doesNotContain(name).hasSize(43);
        assertThat(TopicContent.header(record, EventHeaders.TYPE)).isEqualTo("code.received");
        assertThat(TopicContent.header(record, EventHeaders.ID)).isEqualTo(id);
    }

    private static void check(Admin admin, Topic topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        Duration retention = topic.retention();
        if (retention == null) {
            assertThat(config.get("cleanup.policy").value())
                    .as(topic.topicName())
                    .isEqualTo("compact");
        } else {
            assertThat(config.get("cleanup.policy").value())
                    .as(topic.topicName())
                    .isEqualTo("delete");
            assertThat(config.get("retention.ms").value())
                    .as(topic.topicName())
                    .isEqualTo(Long.toString(retention.toMillis()));
        }
    }

    private static ConsumerRecord<String, String> find(LocalSystem system, Topic topic, String text) {
        return TopicContent.texts(system.kafka().bootstrapServers(), topic).stream()
                .filter(record -> record.value() != null && record.value().contains(text))
                .findFirst()
                .orElse(null);
    }
}

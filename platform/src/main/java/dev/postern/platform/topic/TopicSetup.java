package dev.postern.platform.topic;

import dev.postern.events.Topic;
import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.RuntimeEnvironment;
import dev.postern.platform.startup.StartupCheck;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Creates the topics of this service that are missing, with the settings of {@link Topic}, and checks those that exist:
 * codes must not be kept longer than their topic allows, and a single replica loses events with its broker.
 */
@ApplicationScoped
class TopicSetup implements StartupCheck {
    private static final String REPLICATION_SETTING = "postern.kafka.replication-factor";
    private static final int ADMIN_TIMEOUT_MS = 30_000;
    private static final long RETRY_PAUSE_MS = 100;

    private final Map<String, Object> kafka;
    private final TopicsInUse inUse;
    private final RuntimeEnvironment environment;
    private final Optional<Short> replicationFactor;

    TopicSetup(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            TopicsInUse inUse,
            @ConfigProperty(name = "postern.environment", defaultValue = "production") RuntimeEnvironment environment,
            @ConfigProperty(name = REPLICATION_SETTING) Optional<Short> replicationFactor) {
        this.kafka = kafka;
        this.inUse = inUse;
        this.environment = environment;
        this.replicationFactor = replicationFactor;
    }

    @Override
    public void check(Findings findings) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS / 3);
        try (Admin admin = Admin.create(settings)) {
            createMissing(admin);
            inspectWhenKnown(admin, findings);
        } catch (ExecutionException e) {
            findings.abort(
                    "kafka.bootstrap.servers",
                    "the brokers could not be asked for their topics ("
                            + (e.getCause() == null ? e : e.getCause())
                                    .getClass()
                                    .getSimpleName() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while setting up topics", e);
        }
    }

    private void createMissing(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        List<NewTopic> missing = inUse.topics().stream()
                .filter(topic -> !existing.contains(topic.topicName()))
                .map(this::newTopic)
                .toList();
        for (var created : admin.createTopics(missing).values().values()) {
            try {
                created.get();
            } catch (ExecutionException e) {
                // Another service was faster: it asked for the same settings.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private NewTopic newTopic(Topic topic) {
        Map<String, String> settings = new HashMap<>();
        // No service has the codecs: what a stranger's producer compresses, the broker stores plain.
        settings.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "uncompressed");
        Duration retention = topic.retention();
        if (retention == null) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        } else {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
            // Retention counts from a closed segment's last record: without this a quiet topic keeps records for a
            // week.
            settings.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(retention.toMillis() / 24));
        }
        return new NewTopic(topic.topicName(), Optional.of(topic.partitions()), replicationFactor).configs(settings);
    }

    /** A topic that was made a moment ago may not be known to every broker yet. */
    private void inspectWhenKnown(Admin admin, Findings findings) throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ADMIN_TIMEOUT_MS);
        while (true) {
            try {
                inspect(admin, findings);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_PAUSE_MS);
            }
        }
    }

    private void inspect(Admin admin, Findings findings) throws ExecutionException, InterruptedException {
        Map<ConfigResource, Topic> resources = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (Topic topic : inUse.topics()) {
            resources.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()), topic);
            names.add(topic.topicName());
        }
        Map<ConfigResource, Config> configs =
                admin.describeConfigs(resources.keySet()).all().get();
        configs.forEach((resource, config) -> {
            Topic topic = resources.get(resource);
            if (topic == Topic.CODES_RECEIVED && keepsTooLong(topic, config)) {
                findings.abort(
                        topic.topicName() + " " + TopicConfig.RETENTION_MS_CONFIG,
                        "the topic keeps codes for more than 24 hours; lower its retention");
            }
        });
        if (environment != RuntimeEnvironment.LOCAL) {
            Map<String, TopicDescription> descriptions =
                    admin.describeTopics(names).allTopicNames().get();
            boolean single = descriptions.values().stream()
                    .flatMap(description -> description.partitions().stream())
                    .anyMatch(partition -> partition.replicas().size() < 2);
            if (single) {
                findings.warn(REPLICATION_SETTING, "topics have a single replica: a lost broker loses what it holds");
            }
        }
    }

    private static boolean keepsTooLong(Topic topic, Config config) {
        Duration allowed = topic.retention();
        ConfigEntry entry = config.get(TopicConfig.RETENTION_MS_CONFIG);
        if (allowed == null || entry == null || entry.value() == null) {
            return false;
        }
        long kept = Long.parseLong(entry.value());
        return kept < 0 || kept > allowed.toMillis();
    }
}

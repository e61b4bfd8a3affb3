package dev.postern.credential.published;

import static dev.postern.credential.Installation.as;
import static dev.postern.credential.Installation.operatorKey;
import static dev.postern.credential.Installation.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation.Organization;
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.IndexKeyset;
import dev.postern.platform.sealing.KeysetSource;
import dev.postern.platform.sealing.RecordMac;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Before an index key goes, whatever it signed for good is signed by the next one. */
@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class SignedForGoodTest {
    private static final List<Topic> TOPICS = Arrays.stream(Topic.values())
            .filter(topic -> topic.compacted() && topic.signed())
            .toList();

    private final List<SignedForGood> all;
    private final IndexKeyset keyset;
    private final Path file;
    private final String brokers;

    SignedForGoodTest(
            @All List<SignedForGood> all,
            IndexKeyset keyset,
            @ConfigProperty(name = "postern.sealing.index-key-file") Path file,
            @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
        this.all = all;
        this.keyset = keyset;
        this.file = file;
        this.brokers = brokers;
    }

    @Test
    void whoeverHasTheNewKeyAloneBelievesAllThatCompactedTopicsSay() throws Exception {
        // Given what is there and what has ended, and a head of its audit
        Organization organization = organization();
        channel(organization);
        String deleted = channel(organization);
        organization.request().delete("/v1/inbound-channels/" + deleted).then().statusCode(204);
        as(operatorKey())
                .post("/v1/organizations/" + organization().id() + "/disable")
                .then()
                .statusCode(200);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(TOPICS)
                        .allSatisfy(topic ->
                                assertThat(newest().keySet()).anyMatch(key -> key.startsWith(topic.topicName()))));

        // When the key is replaced
        KeysetHandle both = KeysetHandle.newBuilder(KeysetSource.read("index key", file))
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedPrfParameters.HMAC_SHA256_PRF)
                        .withRandomId())
                .build();
        take(both);
        KeysetHandle.Builder promoting = KeysetHandle.newBuilder(both);
        promoting.getAt(both.size() - 1).makePrimary();
        KeysetHandle promoted = promoting.build();
        take(promoted);
        Map<String, ConsumerRecord<String, byte[]>> before = newest();
        all.forEach(SignedForGoodTest::signAnew);

        // Then
        KeysetHandle.Builder removing = KeysetHandle.newBuilder(promoted);
        for (int place = both.size() - 2; place >= 0; place--) {
            removing.deleteAt(place);
        }
        RecordMac mac = new RecordMac(IndexKey.of(removing.build()), new SimpleMeterRegistry());
        assertThat(TOPICS)
                .allSatisfy(topic -> assertThat(before.keySet())
                        .as("something on the topic")
                        .anyMatch(key -> key.startsWith(topic.topicName())));
        assertThat(before).containsKey(Topic.CHANNELS.topicName() + " " + deleted);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(newest())
                        .containsKeys(before.keySet().toArray(String[]::new))
                        .allSatisfy((key, record) ->
                                assertThat(mac.isGenuine(record)).isTrue()));
    }

    private static String channel(Organization organization) {
        return organization
                .request()
                .body("{\"name\":\"n\",\"provider\":\"mime\"}")
                .post("/v1/inbound-channels")
                .then()
                .statusCode(201)
                .extract()
                .path("channel.channel_id");
    }

    private void take(KeysetHandle keys) throws IOException, GeneralSecurityException {
        Files.writeString(
                file,
                TinkJsonProtoKeysetFormat.serializeKeyset(
                        keys, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
        keyset.readAgain();
        assertThat(keyset.ids()).hasSize(keys.size());
        assertThat(keyset.primaryId())
                .isEqualTo(Integer.toUnsignedLong(keys.getPrimary().getId()));
    }

    private static void signAnew(SignedForGood each) {
        String last = "";
        while (last != null) {
            last = each.signAnewAfter(last);
        }
    }

    /** The newest record of each key, by its topic and key. */
    private Map<String, ConsumerRecord<String, byte[]>> newest() {
        Map<String, ConsumerRecord<String, byte[]>> newest = new HashMap<>();
        for (Topic topic : TOPICS) {
            TopicContent.of(brokers, topic).forEach(record -> newest.put(record.topic() + " " + record.key(), record));
        }
        return newest;
    }
}

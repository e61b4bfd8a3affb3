package dev.postern.credential.store;

import static dev.postern.credential.Installation.organization;
import static dev.postern.credential.store.SampleCredentials.LOGIN;
import static dev.postern.credential.store.SampleCredentials.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation;
import dev.postern.credential.Installation.Organization;
import dev.postern.events.CredentialChanged;
import dev.postern.events.EventJson;
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import dev.postern.local.kafka.LocalKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What the other services learn of credentials: all of it, in order, whatever happens to the broker. */
@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class MetadataEventsTest {
    private static final EventJson.Reader<CredentialChanged> READER = EventJson.readerFor(CredentialChanged.class);

    LocalKafka broker;

    private final DataSource dataSource;
    private final String brokers;

    MetadataEventsTest(DataSource dataSource, @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
        this.dataSource = dataSource;
        this.brokers = brokers;
    }

    @Test
    void areNotLostWhenTheBrokerIsAwayAtTheCommit() {
        // Given
        Organization organization = organization();
        String changed = organization.store(LOGIN);
        String deleted = organization.store(SECRET);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(lastOfEach()).containsKeys(changed, deleted));
        long failures = failures();
        broker.stop();
        String made;
        try {
            // When
            made = organization.store(LOGIN);
            update(organization, changed).statusCode(200);
            organization
                    .request()
                    .post("/v1/credentials/" + deleted + "/delete")
                    .then()
                    .statusCode(204);
            // Before that they would only be sent a little later.
            await().atMost(Duration.ofSeconds(30)).until(() -> failures() > failures);
        } finally {
            broker.restart();
        }
        // Then
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Map<String, CredentialChanged> told = lastOfEach();
            assertThat(told).containsKeys(made, changed, deleted);
            assertThat(told.get(made).version()).isEqualTo(1);
            assertThat(told.get(changed).version()).isEqualTo(2);
            assertThat(told.get(deleted).state()).isEqualTo(CredentialChanged.State.DELETED);
        });
    }

    @Test
    void areInOrderForEachRowHoweverManyChangeIt() throws Exception {
        // Given
        Organization organization = organization();
        String id = organization.store(LOGIN);
        // When
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> changes = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                changes.add(callers.submit(() -> update(organization, id).statusCode(200)));
            }
            for (Future<?> change : changes) {
                change.get();
            }
        }
        // Then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(TopicContent.texts(brokers, Topic.CREDENTIALS, id).stream()
                                .map(json -> json.replaceAll(".*\"version\":(\\d+).*", "$1"))
                                .map(Long::valueOf)
                                .distinct())
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, 31).boxed().toList()));
    }

    /** Also what a compacted topic may leave out: the last record of each key is enough. */
    @Test
    void tellAConsumerThatStartsFromNothingTheWholeTruth() {
        // Given
        Organization organization = organization();
        organization.store(LOGIN);
        update(organization, organization.store(LOGIN)).statusCode(200);
        String deleted = organization.store(SECRET);
        organization
                .request()
                .post("/v1/credentials/" + deleted + "/delete")
                .then()
                .statusCode(204);
        // Then
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Map<String, Long> told = new HashMap<>();
            lastOfEach().values().stream()
                    .filter(event -> event.state() == CredentialChanged.State.ACTIVE)
                    .forEach(event -> told.put(event.credentialId(), event.version()));
            assertThat(told).isEqualTo(stored()).doesNotContainKey(deleted);
        });
    }

    private static io.restassured.response.ValidatableResponse update(Organization organization, String id) {
        return organization
                .request()
                .body(LOGIN)
                .post("/v1/credentials/" + id + "/update")
                .then();
    }

    /** How often the log says that the broker took nothing. */
    private static long failures() {
        return Installation.log()
                .lines()
                .filter(line -> line.contains("The outbox is not being published"))
                .count();
    }

    private Map<String, CredentialChanged> lastOfEach() {
        Map<String, CredentialChanged> last = new HashMap<>();
        TopicContent.of(brokers, Topic.CREDENTIALS).forEach(record -> {
            try {
                last.put(record.key(), READER.read(record.value()));
            } catch (EventJson.MalformedEvent e) {
                throw new AssertionError("The topic holds what is no event", e);
            }
        });
        return last;
    }

    private Map<String, Long> stored() throws SQLException {
        Map<String, Long> versions = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT credential_id, version FROM credentials");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                versions.put(rows.getString(1), rows.getLong(2));
            }
        }
        return versions;
    }
}

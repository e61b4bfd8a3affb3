package dev.postern.resolver.received;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.database.Sql;
import dev.postern.events.Event;
import dev.postern.events.EventJson;
import dev.postern.events.OrganizationChanged;
import dev.postern.events.OrganizationChanged.State;
import dev.postern.events.Topic;
import dev.postern.platform.access.Organizations;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.wired.WiredResolver;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was put aside, or kept while the broker was away, comes late and more than once: docs/operations.md, "Events that were put aside". */
@ExtendWith(WiredResolver.class)
class ResentEventsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Sql TABLES = Sql.of("""
        SELECT c.table_name FROM information_schema.columns c
        WHERE c.table_schema = current_schema() AND c.column_name = 'organization_id'\
        """);

    @Inject
    Publisher publisher;

    @Inject
    RecordMac mac;

    @Inject
    Organizations organizations;

    @Inject
    MeterRegistry metrics;

    @Inject
    DataSource dataSource;

    @Inject
    Clock clock;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";

    @Test
    void ofADeletedOrganisationLeaveNothingAndAreCounted() throws Exception {
        // Given
        List<Event> events = events();
        double before = dropped();
        becomes(State.DELETED, 1);

        // When
        for (Event event : events) {
            publisher.publish(event);
            publisher.publish(event);
        }

        // Then
        Awaitility.await().atMost(LONG).until(() -> dropped() >= before + 2 * events.size());
        awaitFeedOfEachPartition();
        assertThat(tables()).isEmpty();
    }

    @Test
    void reachNobodyWhileTheirOrganisationIsDisabledAndOneCallerOnceItIsOpenAgain() throws Exception {
        // Given
        String key = publisher.key(organization);
        Response asked = ask(key, "wr_1", 0);
        becomes(State.DISABLED, 1);
        Event code = publisher.code(organization, address, "482913");

        // When
        publisher.publish(code);
        publisher.publish(code);

        // Then
        Awaitility.await().atMost(LONG).until(() -> count("codes") == 1);
        String route = "/v1/code-requests/" + asked.path("code_request_id");
        for (String each : List.of(route, "/v1/codes", "/v1/code-requests")) {
            given().header("x-api-key", key).get(each).then().statusCode(403);
        }

        // When
        becomes(State.ACTIVE, 2);
        publisher.publish(code);

        // Then
        assertThat(given().header("x-api-key", key).get(route).<String>path("code"))
                .isEqualTo("482913");
        Response second = ask(key, "wr_2", 1);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(count("codes")).isOne();
    }

    @Test
    void thatWereUsedMakeNoSecondCode() throws Exception {
        // Given
        String key = publisher.key(organization);
        Event message = publisher.message(organization, address).unparsed("482913 is what you asked for");
        Event code = publisher.code(organization, address, "771166");
        publisher.publish(code);
        assertThat(ask(key, "wr_1", 30).<String>path("code")).isEqualTo("771166");
        publisher.publish(message);
        Awaitility.await().atMost(LONG).until(() -> count("messages") == 1);

        // When
        for (int i = 0; i < 3; i++) {
            publisher.publish(code);
            publisher.publish(message);
        }
        // Events with equal keys are taken one after the other.
        publisher.publish(publisher.code(organization, address, "992288"));
        Awaitility.await().atMost(LONG).until(() -> count("codes") > 1);

        // Then
        assertThat(count("codes")).isEqualTo(2);
        assertThat(ask(key, "wr_2", 30).<String>path("code")).isEqualTo("992288");
        assertThat(ask(key, "wr_3", 1).statusCode()).isEqualTo(202);
        assertThat(count("messages")).isOne();
    }

    private List<Event> events() {
        return List.of(
                publisher.code(organization, address, "482913"),
                publisher.message(organization, address).unparsed("no code in it"),
                publisher.message(organization, address).part("group", 1, 2).unparsed("Your code is "));
    }

    private void becomes(State state, long version) {
        publisher.publish(new OrganizationChanged(
                organization + "." + version, organization, state, null, version, clock.instant()));
        Awaitility.await().atMost(LONG).until(() -> {
            OrganizationChanged said = organizations.now(organization);
            return said != null && said.state() == state;
        });
    }

    private Response ask(String key, String run, int wait) {
        return given().header("x-api-key", key)
                .header("Prefer", "wait=" + wait)
                .contentType("application/json")
                .body("{\"totp_identifier\":\"" + address + "\",\"workflow_run_id\":\"" + run + "\"}")
                .post("/v1/code-requests");
    }

    /** Whoever records has gone past everything that lay on the topics before. */
    private void awaitFeedOfEachPartition() {
        String other = "o_" + UUID.randomUUID();
        List<Topic> topics = List.of(Topic.CODES_RECEIVED, Topic.MESSAGES_UNPARSED);
        int markers = 0;
        for (Topic topic : topics) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                Event marker = topic == Topic.CODES_RECEIVED
                        ? publisher.code(other, address, "123456")
                        : publisher.message(other, address).unparsed("marker");
                ProducerRecord<String, byte[]> record =
                        new ProducerRecord<>(topic.topicName(), partition, marker.key(), EventJson.write(marker));
                mac.sign(record);
                publisher.publish(record);
                markers++;
            }
        }
        int expected = markers;
        Awaitility.await().atMost(LONG).until(() -> count("code_events", other) == expected);
    }

    private double dropped() {
        return List.of(Topic.CODES_RECEIVED, Topic.MESSAGES_UNPARSED).stream()
                .mapToDouble(topic -> metrics.counter("postern.events.of.deleted.dropped", "topic", topic.topicName())
                        .count())
                .sum();
    }

    private List<String> tables() throws SQLException {
        List<String> with = new ArrayList<>();
        try (Connection connection = dataSource.getConnection()) {
            for (String table : TABLES.query(connection, _ -> {}, row -> row.getString(1))) {
                if (count(table) > 0) {
                    with.add(table);
                }
            }
        }
        return with;
    }

    private long count(String table) throws SQLException {
        return count(table, organization);
    }

    private long count(String table, String owner) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Sql.of("SELECT count(*) FROM " + table + " WHERE organization_id = :owner")
                    .query(connection, parameters -> parameters.set("owner", owner), row -> row.getLong(1))
                    .getFirst();
        }
    }
}

package dev.postern.resolver.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.ApiKeyChanged;
import dev.postern.events.CodeReceived;
import dev.postern.events.EventJson;
import dev.postern.events.Topic;
import dev.postern.platform.access.KeyHash;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.ResolverInstallation;
import dev.postern.resolver.feed.EventLines.Told;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ResolverInstallation.class)
class CodeEventsTest {
    @Inject
    Publisher publisher;

    @Inject
    DataSource dataSource;

    @Inject
    Clock clock;

    @TestHTTPResource
    URI base;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private String key;

    @BeforeEach
    void makeKey() {
        key = publisher.key(organization);
    }

    @Test
    void tellsOfACodeItsHandOutAndItsOutcome() throws Exception {
        // Given
        EventLines stream = follow(null);
        stream.nextBlock();

        // When
        CodeReceived code = publisher
                .message(organization, address)
                .code("847291")
                .from("no-reply@bank.example")
                .event();
        publisher.publish(code);
        Told received = stream.next();
        String request = ask("wr_1");
        Told delivered = stream.next();
        given().header("x-api-key", key)
                .contentType("application/json")
                .body("{\"outcome\":\"rejected\"}")
                .post("/v1/code-requests/" + request + "/outcome");
        Told rejected = stream.next();

        // Then
        assertThat(received.name()).isEqualTo("received");
        assertThat(received.text("totp_code_id")).isEqualTo(code.totpCodeId());
        assertThat(received.text("code_masked")).isEqualTo("••••91");
        assertThat(received.text("totp_identifier_masked")).isEqualTo(address.charAt(0) + "•••@example.com");
        assertThat(received.text("sender_masked")).isEqualTo("n•••@bank.example");
        assertThat(received.data().toString()).doesNotContain("847291", address);
        assertThat(delivered.name()).isEqualTo("delivered");
        assertThat(delivered.text("code_request_id")).isEqualTo(request);
        assertThat(delivered.text("run")).isEqualTo("wr_1");
        assertThat(delivered.text("totp_code_id")).isEqualTo(code.totpCodeId());
        assertThat(delivered.text("code_source")).isEqualTo("received");
        assertThat(delivered.text("at")).endsWith("Z");
        assertThat(rejected.name()).isEqualTo("rejected");
        assertThat(List.of(received.id(), delivered.id(), rejected.id())).containsExactly("1", "2", "3");
    }

    @Test
    void goesOnWhereAConnectionBroke() throws Exception {
        // Given
        EventLines first = follow(null);
        String opening = first.nextBlock().id();
        List<String> published = publish(3);
        List<Told> told = List.of(first.next(), first.next(), first.next());

        // When
        EventLines fromTheOpening = follow(opening);
        EventLines fromTheSecond = follow(told.get(1).id());

        // Then
        assertThat(List.of(code(fromTheOpening), code(fromTheOpening), code(fromTheOpening)))
                .containsExactlyElementsOf(
                        told.stream().map(event -> event.text("totp_code_id")).toList())
                .containsExactlyInAnyOrderElementsOf(published);
        assertThat(code(fromTheSecond)).isEqualTo(told.get(2).text("totp_code_id"));
    }

    @Test
    void tellsManyInOrderToAClientThatComesLate() throws Exception {
        // Given
        publish(250);
        awaitRecorded(250);
        EventLines live = follow("0");
        List<String> ids = new ArrayList<>();

        // When
        for (int i = 0; i < 250; i++) {
            ids.add(live.next().id());
        }

        // Then
        assertThat(ids).startsWith("1", "2", "3").endsWith("249", "250").doesNotHaveDuplicates();
    }

    @Test
    void tellsOnceOfAnEventThatComesTwice() throws Exception {
        // Given
        EventLines stream = follow(null);
        stream.nextBlock();
        CodeReceived code = publisher.code(organization, address, "111111");

        // When
        publisher.publish(code);
        publisher.publish(code);
        assertThat(code(stream)).isEqualTo(code.totpCodeId());
        publisher.publish(code);
        CodeReceived other = publisher.code(organization, address, "222222");
        publisher.publish(other);

        // Then
        assertThat(code(stream)).isEqualTo(other.totpCodeId());
    }

    @Test
    void leavesOutWhatCannotBeRecordedAndGoesOn() throws Exception {
        // Given
        EventLines stream = follow(null);
        stream.nextBlock();
        String spoilt = new String(
                        EventJson.write(publisher.code(organization, address, "111111")), StandardCharsets.UTF_8)
                .replace("\"source\":\"test\"", "\"source\":\"a\\u0000b\"");
        CodeReceived whole = publisher.code(organization, address, "222222");

        // When
        publisher.publish(Topic.CODES_RECEIVED.topicName(), whole.matchKey(), spoilt.getBytes(StandardCharsets.UTF_8));
        publisher.publish(Topic.CODES_RECEIVED.topicName(), "key", "no event".getBytes(StandardCharsets.UTF_8));
        publisher.publish(whole);

        // Then
        assertThat(code(stream)).isEqualTo(whole.totpCodeId());
    }

    @Test
    void saysThatSomethingWasMissedWhenItIsNotKeptAnyMore() throws Exception {
        // Given
        EventLines before = follow(null);
        before.nextBlock();
        publish(3);
        before.next();
        before.next();
        before.next();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM code_events WHERE organization_id = ? AND seq <= 2")) {
            delete.setString(1, organization);
            delete.executeUpdate();
        }

        // When
        EventLines late = follow("1");
        EventLines inTime = follow("2");

        // Then
        Told missed = late.next();
        assertThat(missed.name()).isEqualTo("missed");
        assertThat(missed.id()).isEqualTo("2");
        assertThat(late.next().id()).isEqualTo("3");
        assertThat(inTime.next().id()).isEqualTo("3");
    }

    @Test
    void beatsWhileNothingHappens() throws Exception {
        // Given
        EventLines stream = follow(null);
        stream.nextBlock();

        // When
        Told beat = stream.nextBlock();

        // Then
        assertThat(beat.data().isMissingNode()).isTrue();
        assertThat(beat.id()).isEmpty();
    }

    @Test
    void tellsAnotherOrganisationNothing() throws Exception {
        // Given
        String other = "o_" + UUID.randomUUID();
        String stranger = publisher.key(other);
        EventLines theirs = EventLines.follow(base, stranger, null);
        theirs.nextBlock();
        EventLines ours = follow(null);
        ours.nextBlock();

        // When
        publish(1);
        ours.next();
        CodeReceived their = publisher.code(other, address, "999999");
        publisher.publish(their);

        // Then
        assertThat(code(theirs)).isEqualTo(their.totpCodeId());
    }

    @Test
    void endsTheStreamOfAKeyThatWasRevoked() throws Exception {
        // Given
        String revoked = "pk_test_" + UUID.randomUUID();
        String id = "ak_" + UUID.randomUUID();
        publisher.publish(keyChange(id, revoked, ApiKeyChanged.State.ACTIVE, 1));
        EventLines stream = EventLines.follow(base, revoked, null);
        stream.nextBlock();

        // When
        publisher.publish(keyChange(id, revoked, ApiKeyChanged.State.REVOKED, 2));

        // Then
        stream.awaitEnd();
        assertThat(EventLines.answer(base, revoked, null).statusCode()).isEqualTo(403);
    }

    @Test
    void refusesIdsThatAreNoneOfTheStreams() throws Exception {
        for (String id : List.of("1", "-1", "x", "99999999999999999999")) {
            HttpResponse<String> refused = EventLines.answer(base, key, id);
            assertThat(refused.statusCode()).as(id).isEqualTo(422);
            assertThat(refused.headers().firstValue("content-type")).hasValue("application/problem+json");
        }
    }

    private void awaitRecorded(int newest) throws Exception {
        EventLines reader = follow("0");
        for (int i = 0; i < newest; i++) {
            reader.next();
        }
    }

    private ApiKeyChanged keyChange(String id, String of, ApiKeyChanged.State state, long version) {
        return new ApiKeyChanged(
                UUID.randomUUID().toString(),
                id,
                KeyHash.of(of),
                organization,
                Set.of("codes:read"),
                state,
                version,
                clock.instant());
    }

    private EventLines follow(@Nullable String lastEventId) {
        return EventLines.follow(base, key, lastEventId);
    }

    private List<String> publish(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CodeReceived code = publisher.code(organization, address, "12345" + i % 10);
            publisher.publish(code);
            ids.add(code.totpCodeId());
        }
        return ids;
    }

    private static String code(EventLines stream) throws Exception {
        return stream.next().text("totp_code_id");
    }

    private String ask(String run) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> given().header("x-api-key", key)
                                .contentType("application/json")
                                .body("{\"totp_identifier\":\"" + address + "\",\"workflow_run_id\":\"" + run + "\"}")
                                .header("Prefer", "wait=20")
                                .post("/v1/code-requests"),
                        response -> response.statusCode() == 200)
                .path("code_request_id");
    }
}

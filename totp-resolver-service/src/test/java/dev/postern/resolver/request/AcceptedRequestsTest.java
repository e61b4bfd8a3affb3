package dev.postern.resolver.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.events.CodeRequestChanged;
import dev.postern.events.Topic;
import dev.postern.platform.access.Caller;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.topic.EventReader;
import dev.postern.resolver.ResolverDatabase;
import dev.postern.resolver.TestKeys;
import dev.postern.resolver.claim.ClaimDatabase;
import dev.postern.resolver.claim.CodeRequests.Creation;
import dev.postern.resolver.claim.Replica;
import dev.postern.resolver.idempotency.IdempotencyKey;
import dev.postern.resolver.state.CodeRequest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Whatever request is accepted can be stored, published and read back: no text of a caller jams what all organisations share. */
class AcceptedRequestsTest {
    private static final Caller CALLER = new Caller("o_accepted", "ak_1", Set.of());

    private static final JsonMapper JSON = new JsonMapper();
    /** What a broker takes, with room for headers. */
    private static final int MOST_RECORD = 900_000;

    private static final Map<String, TextLimit> TEXTS = Map.of(
            "totp_identifier", TextLimit.IDENTIFIER,
            "task_id", TextLimit.ID,
            "workflow_id", TextLimit.ID,
            "workflow_run_id", TextLimit.ID,
            "workflow_permanent_id", TextLimit.ID,
            "credential_id", TextLimit.ID,
            "sender", TextLimit.SENDER);
    private static final List<String> TIMES = List.of(
            "2026-11-29T10:00:00Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "+294277-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z",
            "253402300800");

    private final ClaimDatabase database = ClaimDatabase.shared();
    private final Drafts drafts = new Drafts(TestKeys.SEALER, TestKeys.INDEX_KEY, new Replica(), new SecureRandom());

    @Property
    void canBeStoredPublishedAndReadBack(@ForAll("bodies") ObjectNode sent) throws Exception {
        // Given
        JsonBody json = JsonBody.parse(JSON.writeValueAsBytes(sent), "application/json");
        CodeRequestBody body;
        try {
            body = CodeRequestBody.read(json.fields());
        } catch (Problem refused) {
            assertThat(refused.type().status()).isEqualTo(422);
            Statistics.collect("refused");
            return;
        }

        // When
        String id = drafts.newId();
        Creation created = database.requests.create(
                drafts.draft(CALLER, id, body, IdempotencyKey.of(null, json.canonical()), Duration.ZERO)
                        .withIdentifier(body.identifier()));

        // Then
        assertThat(created).isInstanceOf(Creation.Created.class);
        CodeRequest stored = database.requests.find("o_accepted", id).orElseThrow();
        assertThat(stored.asked().run()).isEqualTo(body.run());
        CodeRequestChanged event = published(id);
        assertThat(event.run()).isEqualTo(body.run());
        assertThat(event.credentialId()).isEqualTo(body.credentialId());
        Statistics.collect("accepted");
    }

    @Provide
    Arbitrary<ObjectNode> bodies() {
        List<Arbitrary<Map.Entry<String, Object>>> members = new ArrayList<>();
        TEXTS.forEach((name, limit) -> members.add(text(limit).map(text -> Map.entry(name, text))));
        members.add(Arbitraries.of(TIMES).map(time -> Map.entry("received_after", time)));
        members.add(Arbitraries.integers().between(-1, 90_000).map(time -> Map.entry("timeout_seconds", time)));
        return Combinators.combine(
                        members.stream().map(member -> member.injectNull(0.4)).toList())
                .as(chosen -> {
                    ObjectNode body = JSON.createObjectNode();
                    chosen.stream()
                            .filter(member -> member != null)
                            .forEach(member -> body.putPOJO(member.getKey(), member.getValue()));
                    return body;
                });
    }

    /** Around its limit, of letters and of what is hard to store. */
    private static Arbitrary<String> text(TextLimit limit) {
        Arbitrary<String> hard =
                Arbitraries.of("\0", "\uD83D\uDE00", "\uD800", "\uDC00", "é", "\u0001", "\u2028", "\"\\", "a");
        Arbitrary<Integer> lengths = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(0, 12)),
                Tuple.of(2, Arbitraries.integers().between(limit.most() - 1, limit.most())),
                Tuple.of(1, Arbitraries.just(limit.most() + 1)));
        Arbitrary<String> units = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of("a", "1", "@", "\uD83D\uDE00", "é")), Tuple.of(1, hard));
        return Combinators.combine(units, lengths).as(String::repeat);
    }

    /** The request's event in the outbox, as a consumer would read it. */
    private static CodeRequestChanged published(String id) throws SQLException {
        try (Connection connection = ResolverDatabase.shared().dataSource().getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT record_key, value FROM outbox WHERE record_key = ?")) {
            statement.setString(1, id);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).as("an event").isTrue();
                byte[] value = row.getBytes("value");
                assertThat(value).hasSizeLessThan(MOST_RECORD);
                return new EventReader<>(CodeRequestChanged.class)
                        .read(new ConsumerRecord<>(
                                Topic.CODE_REQUESTS.topicName(), 0, 0, row.getString("record_key"), value));
            }
        }
    }
}

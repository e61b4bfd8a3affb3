package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.database.Sql;
import dev.postern.events.AuditRecorded;
import dev.postern.events.CodeReceived;
import dev.postern.events.CodeRequestChanged;
import dev.postern.events.CodeRequestChanged.Change;
import dev.postern.events.CodeSource;
import dev.postern.events.Event;
import dev.postern.events.EventJson;
import dev.postern.events.Topic;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.resolver.MessageDrafts;
import dev.postern.resolver.ResolverDatabase;
import dev.postern.resolver.TestKeys;
import dev.postern.resolver.claim.AuthenticatorSteps.StepCode;
import dev.postern.resolver.claim.CodeRequests.Creation;
import dev.postern.resolver.state.NewCodeRequest;
import dev.postern.resolver.state.Status;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the topic of code requests is told of new ones. */
class AnnouncementsTest {
    private static final EventJson.Reader<CodeRequestChanged> READER = EventJson.readerFor(CodeRequestChanged.class);
    private static final EventJson.Reader<AuditRecorded> AUDIT_READER = EventJson.readerFor(AuditRecorded.class);
    private static final Sql TOLD = Sql.of("SELECT value FROM outbox WHERE topic = :topic ORDER BY outbox_id");
    private static final Sql STATEMENTS = Sql.of("""
            SELECT string_agg(topic, ' ' ORDER BY outbox_id) FROM outbox
            WHERE strpos(convert_from(value, 'UTF8'), :organization) > 0 GROUP BY xmin::text, cmin::text""");
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final StepCode CODE = new StepCode(7, "sealed", FROM, Instant.parse("2999-01-01T00:00:00Z"));

    private final ClaimDatabase database = ClaimDatabase.shared();
    private final IndexKey indexKey = TestKeys.INDEX_KEY;
    private final CodeRequests requests = database.requests;

    private final String organization = "o_" + UUID.randomUUID();

    @Test
    void aRequestThatWaitsIsToldOnceHoweverOftenItIsMade() {
        // Given
        NewCodeRequest first = draft().request();
        NewCodeRequest again = draft().request();

        // When
        requests.create(first);
        Creation joined = requests.create(again);

        // Then
        assertThat(joined).isInstanceOf(Creation.Joined.class);
        assertThat(told()).extracting(CodeRequestChanged::change).containsExactly(Change.REQUESTED);
        assertThat(told()).extracting(CodeRequestChanged::codeRequestId).containsExactly(first.id());
    }

    @Test
    void aRequestWithAnAuthenticatorsCodeIsToldWithItsDelivery() {
        // Given
        NewCodeRequest first = draft().run("wr_1").request();
        NewCodeRequest again = draft().run("wr_1").request();

        // When
        Creation created = requests.createWith(CODE, first);
        Creation joined = requests.createWith(CODE, again);

        // Then
        assertThat(created)
                .isInstanceOfSatisfying(
                        Creation.Created.class,
                        made -> assertThat(made.request().status()).isEqualTo(Status.DELIVERED));
        assertThat(joined).isInstanceOf(Creation.Joined.class);
        assertThat(told()).extracting(CodeRequestChanged::change).containsExactly(Change.REQUESTED, Change.DELIVERED);
        assertThat(told()).extracting(CodeRequestChanged::source).containsExactly(null, CodeSource.AUTHENTICATOR);
        assertThat(told()).allSatisfy(event -> {
            assertThat(event.codeRequestId()).isEqualTo(first.id());
            assertThat(event.run().workflowRunId()).isEqualTo("wr_1");
        });
    }

    @Test
    void theAuditNamesTheKeyThatAskedForACodeThatIsHandedOut() {
        // Given
        NewCodeRequest waiting = draft().run("wr_1").request();
        requests.create(waiting);
        CodeReceived code = MessageDrafts.plain().code(organization, "user@example.com", "847291");

        // When
        database.codes.arrive(code);

        // Then
        assertThat(told(Topic.AUDIT, AUDIT_READER).stream()
                        .filter(record -> record.organizationId().equals(organization)))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.actor()).isEqualTo(RequestDraft.ASKED_BY);
                    assertThat(record.action()).isEqualTo("code.handed-out");
                    assertThat(record.subject()).isEqualTo(code.totpCodeId());
                    assertThat(record.run()).isEqualTo("wr_1");
                });
    }

    /** What one statement inserts has one command number (PostgreSQL, "System Columns"). */
    @Test
    void theAuditOfAHandOutIsInTheStatementThatTellsOfIt() {
        // Given
        NewCodeRequest waiting = draft().run("wr_1").request();
        requests.create(waiting);

        // When
        database.codes.arrive(MessageDrafts.plain().code(organization, "user@example.com", "847291"));

        // Then
        assertThat(ResolverDatabase.shared()
                        .transactions()
                        .query(
                                STATEMENTS,
                                parameters -> parameters.set("organization", organization),
                                row -> row.getString(1)))
                .containsExactlyInAnyOrder(
                        Topic.CODE_REQUESTS.topicName(),
                        Topic.CODE_REQUESTS.topicName() + " " + Topic.AUDIT.topicName());
    }

    private RequestDraft draft() {
        return new RequestDraft(indexKey, organization, "user@example.com").key("the key", "digest");
    }

    /** Everything that is left in the outbox of this organisation, in its order. */
    private List<CodeRequestChanged> told() {
        return told(Topic.CODE_REQUESTS, READER).stream()
                .filter(event -> event.organizationId().equals(organization))
                .toList();
    }

    private static <E extends Event> List<E> told(Topic topic, EventJson.Reader<E> reader) {
        return ResolverDatabase.shared()
                .transactions()
                .query(
                        TOLD,
                        parameters -> parameters.set("topic", topic.topicName()),
                        row -> reader.read(row.getBytes(1)));
    }
}

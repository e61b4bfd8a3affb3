package dev.postern.resolver.claim;

import dev.postern.events.CodeReceived;
import dev.postern.events.RunScope;
import dev.postern.events.identifier.Identifier;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.resolver.MessageDraft;
import dev.postern.resolver.MessageDrafts;
import dev.postern.resolver.TestKeys;
import dev.postern.resolver.claim.CodeRequests.Creation;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the tests of matching share: requests asked and codes arriving at a real database. */
abstract class MatchingRules {
    static final String ORG = "o_matching";

    final ClaimDatabase database = ClaimDatabase.shared();
    final MessageDrafts drafts = MessageDrafts.plain();
    final IndexKey indexKey = TestKeys.INDEX_KEY;
    final ReceivedCodes codes = database.codes;
    final CodeRequests requests = database.requests;
    final Outcomes outcomes = database.outcomes;
    final Clock clock = Clock.systemUTC();

    final String address = UUID.randomUUID() + "@example.com";

    MessageDraft message() {
        return drafts.message(ORG, address);
    }

    /** One that takes a doubtful code at once: what is doubtful is not asked here. */
    RequestDraft request() {
        return new RequestDraft(indexKey, ORG, address).hesitating(Duration.ZERO);
    }

    CodeReceived arrive(MessageDraft message) {
        CodeReceived event = message.event();
        codes.arrive(event);
        return event;
    }

    /** A request of a run of its own, made after the message came, and only it. */
    RequestDraft after(MessageDraft message, String run) {
        arrive(message.run(new RunScope(null, null, run)));
        return request().run(run);
    }

    /** What a new request of the run gets, which it then has rejected so that the next is another. */
    @Nullable String take(RunScope run) {
        CodeRequest request =
                ask(request().run(run.workflowRunId()).task(run.taskId()).workflow(run.workflowId()));
        outcomes.report(ORG, request.id(), Outcomes.Outcome.REJECTED);
        return codeOf(request);
    }

    /** Time goes by at the test's identifier. */
    void pass(int seconds) {
        String matchKey = indexKey.matchKey(ORG, Identifier.of(address)).value();
        TimePasses.atIdentifier(database.dataSource(), matchKey, Duration.ofSeconds(seconds));
    }

    CodeRequest ask(RequestDraft draft) {
        return ((Creation.Created) requests.create(draft.request())).request();
    }

    /** A replica that holds callers, for so many seconds. */
    void lives(String replica, int seconds) {
        database.lives(replica, seconds);
    }

    /** The caller calls; the request as it then stands. */
    CodeRequest polls(CodeRequest request) {
        return database.attendance
                .comeBack(request.organizationId(), request.id(), null)
                .orElseThrow()
                .request();
    }

    CodeRequest now(CodeRequest request) {
        return requests.find(request.organizationId(), request.id()).orElseThrow();
    }

    static @Nullable String codeOf(CodeRequest request) {
        return GivenCode.totpCodeId(request);
    }

    static @Nullable Instant until(CodeRequest request) {
        return GivenCode.delivery(request) instanceof Delivery.Received received ? received.validUntil() : null;
    }

    /** What the database keeps. */
    static Instant micros(Instant time) {
        return time.plusNanos(500).truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }
}

package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.resolver.MessageDrafts;
import dev.postern.resolver.TestKeys;
import dev.postern.resolver.claim.CodeRequests.Creation;
import dev.postern.resolver.claim.Outcomes.Outcome;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A handle gives the code once, and outcomes are for codes that somebody was told: against a real database. */
class RedeemTest {
    private static final String ORG = "o_redeem";
    private static final Caller BROWSER = new Caller(ORG, "ak_browser", Set.of(Scope.CODES_REDEEM));

    private final ClaimDatabase database = ClaimDatabase.shared();
    private final Outcomes outcomes = database.outcomes;
    private final String address = UUID.randomUUID() + "@example.com";
    private final Instant soon = Instant.now().plus(Duration.ofHours(1));

    @Test
    void ofManyCallersAtOnceOneGetsTheCode() throws Exception {
        // Given
        CodeRequest request = delivered(draft().byHandle());
        int callers = 8;
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Optional<CodeRequest.HasCode>>> answers = new ArrayList<>();

        // When
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (int i = 0; i < callers; i++) {
                answers.add(threads.submit(() -> {
                    go.await();
                    return outcomes.redeem(BROWSER, request.id(), soon);
                }));
            }
            go.countDown();
        }

        // Then
        long given = 0;
        for (Future<Optional<CodeRequest.HasCode>> answer : answers) {
            given += answer.get().isPresent() ? 1 : 0;
        }
        assertThat(given).isEqualTo(1);
    }

    @Test
    void aHandleThatIsOverOrForeignGivesNothing() {
        // Given
        CodeRequest request = delivered(draft().byHandle());

        // Then
        assertThat(outcomes.redeem(BROWSER, request.id(), Instant.now().minusSeconds(60)))
                .isEmpty();
        assertThat(outcomes.redeem(new Caller("o_other", "ak_1", Set.of(Scope.CODES_REDEEM)), request.id(), soon))
                .isEmpty();
        assertThat(outcomes.redeem(BROWSER, request.id(), soon)).isPresent();
    }

    @Test
    void aRequestThatToldItsCodeOrHasNoneHasNothingToRedeem() {
        // Given
        CodeRequest told = delivered(draft());
        CodeRequest waiting = asked(draft().byHandle());

        // Then
        assertThat(outcomes.redeem(BROWSER, told.id(), soon)).isEmpty();
        assertThat(outcomes.redeem(BROWSER, waiting.id(), soon)).isEmpty();
        outcomes.cancel(ORG, waiting.id());
        assertThat(outcomes.redeem(BROWSER, waiting.id(), soon)).isEmpty();
    }

    @Test
    void acceptedAndRejectedAreForCodesThatWereRedeemed() {
        for (Outcome outcome : List.of(Outcome.ACCEPTED, Outcome.REJECTED)) {
            // Given
            CodeRequest request = delivered(draft().byHandle());

            // When
            Outcomes.Result before = outcomes.report(ORG, request.id(), outcome);
            outcomes.redeem(BROWSER, request.id(), soon);
            Outcomes.Result after = outcomes.report(ORG, request.id(), outcome);

            // Then
            assertThat(before).isInstanceOf(Outcomes.Result.Contradicts.class);
            assertThat(after).isInstanceOf(Outcomes.Result.Noted.class);
            assertThat(outcomes.redeem(BROWSER, request.id(), soon)).isEmpty();
        }
    }

    @Test
    void aCodeThatIsReleasedGoesToTheNextAndItsHandleIsOfNoUse() {
        // Given
        CodeRequest first = asked(draft().byHandle());
        CodeRequest second = asked(draft().byHandle());
        arrive();

        // When
        outcomes.report(ORG, first.id(), Outcome.RELEASED);

        // Then
        assertThat(outcomes.redeem(BROWSER, first.id(), soon)).isEmpty();
        assertThat(now(second).status()).isEqualTo(Status.DELIVERED);
        assertThat(outcomes.redeem(BROWSER, second.id(), soon)).isPresent();
    }

    private RequestDraft draft() {
        return new RequestDraft(TestKeys.INDEX_KEY, ORG, address);
    }

    private CodeRequest delivered(RequestDraft draft) {
        CodeRequest request = asked(draft);
        arrive();
        return now(request);
    }

    private CodeRequest asked(RequestDraft draft) {
        return ((Creation.Created) database.requests.create(draft.request())).request();
    }

    private void arrive() {
        database.codes.arrive(MessageDrafts.plain()
                .code(ORG, address, Integer.toString(100_000 + (int) (Math.random() * 900_000))));
    }

    private CodeRequest now(CodeRequest request) {
        return database.requests.find(ORG, request.id()).orElseThrow();
    }
}

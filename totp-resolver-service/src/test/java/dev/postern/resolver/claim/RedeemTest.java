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
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
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

        // When
        List<Optional<CodeRequest.HasCode>> answers = redeemAtOnce(request, Collections.nCopies(8, null));

        // Then
        assertThat(answers).filteredOn(Optional::isPresent).hasSize(1);
    }

    /** Repeats and strangers come in any order: whoever was first is the only one who is told, each time. */
    @RepeatedTest(5)
    void ofManyRedeemersThatRepeatTheirCallsOneGetsTheCodeEachTime() throws Exception {
        // Given
        CodeRequest request = delivered(draft().byHandle());
        List<@Nullable String> redeemers = new ArrayList<>(Arrays.asList("a", "b", "c", null, "a", "b", "c", null));
        Collections.shuffle(redeemers);

        // When
        List<Optional<CodeRequest.HasCode>> answers = redeemAtOnce(request, redeemers);

        // Then
        Set<@Nullable String> told = new HashSet<>();
        for (int i = 0; i < redeemers.size(); i++) {
            if (answers.get(i).isPresent()) {
                told.add(redeemers.get(i));
            }
        }
        assertThat(told).hasSize(1);
        String winner = told.iterator().next();
        for (String redeemer : Arrays.asList("a", "b", "c", null)) {
            assertThat(outcomes.redeem(BROWSER, request.id(), soon, redeemer == null ? List.of() : List.of(redeemer))
                            .isPresent())
                    .as("%s after %s", redeemer, winner)
                    .isEqualTo(redeemer != null && redeemer.equals(winner));
        }
    }

    @Test
    void aRepeatGivesTheCodeWhileItsHandleLivesAndTheCodeHasNoOutcome() {
        // Given
        CodeRequest request = delivered(draft().byHandle());
        Optional<CodeRequest.HasCode> first = outcomes.redeem(BROWSER, request.id(), soon, List.of("a"));

        // When
        Optional<CodeRequest.HasCode> again = outcomes.redeem(BROWSER, request.id(), soon, List.of("a"));
        Optional<CodeRequest.HasCode> late =
                outcomes.redeem(BROWSER, request.id(), Instant.now().minusSeconds(1), List.of("a"));
        outcomes.report(ORG, request.id(), Outcome.ACCEPTED);
        Optional<CodeRequest.HasCode> afterIt = outcomes.redeem(BROWSER, request.id(), soon, List.of("a"));

        // Then
        assertThat(first).isPresent();
        assertThat(again.map(CodeRequest.HasCode::delivery)).isEqualTo(first.map(CodeRequest.HasCode::delivery));
        assertThat(now(request).asked().byHandle())
                .isEqualTo(first.get().asked().byHandle());
        assertThat(late).isEmpty();
        assertThat(afterIt).isEmpty();
    }

    @Test
    void aCallWithoutAKeyCannotBeRepeatedByOneWithAKey() {
        // Given
        CodeRequest request = delivered(draft().byHandle());
        outcomes.redeem(BROWSER, request.id(), soon, List.of());

        // Then
        assertThat(outcomes.redeem(BROWSER, request.id(), soon, List.of("a"))).isEmpty();
        assertThat(outcomes.redeem(BROWSER, request.id(), soon, List.of())).isEmpty();
    }

    @Test
    void aHandleThatIsOverOrForeignGivesNothing() {
        // Given
        CodeRequest request = delivered(draft().byHandle());

        // Then
        assertThat(outcomes.redeem(BROWSER, request.id(), Instant.now().minusSeconds(60), List.of()))
                .isEmpty();
        assertThat(outcomes.redeem(
                        new Caller("o_other", "ak_1", Set.of(Scope.CODES_REDEEM)), request.id(), soon, List.of()))
                .isEmpty();
        assertThat(outcomes.redeem(BROWSER, request.id(), soon, List.of())).isPresent();
    }

    @Test
    void aRequestThatToldItsCodeOrHasNoneHasNothingToRedeem() {
        // Given
        CodeRequest told = delivered(draft());
        CodeRequest waiting = asked(draft().byHandle());

        // Then
        assertThat(outcomes.redeem(BROWSER, told.id(), soon, List.of())).isEmpty();
        assertThat(outcomes.redeem(BROWSER, waiting.id(), soon, List.of())).isEmpty();
        outcomes.cancel(ORG, waiting.id());
        assertThat(outcomes.redeem(BROWSER, waiting.id(), soon, List.of())).isEmpty();
    }

    @Test
    void acceptedAndRejectedAreForCodesThatWereRedeemed() {
        for (Outcome outcome : List.of(Outcome.ACCEPTED, Outcome.REJECTED)) {
            // Given
            CodeRequest request = delivered(draft().byHandle());

            // When
            Outcomes.Result before = outcomes.report(ORG, request.id(), outcome);
            outcomes.redeem(BROWSER, request.id(), soon, List.of());
            Outcomes.Result after = outcomes.report(ORG, request.id(), outcome);

            // Then
            assertThat(before).isInstanceOf(Outcomes.Result.Contradicts.class);
            assertThat(after).isInstanceOf(Outcomes.Result.Noted.class);
            assertThat(outcomes.redeem(BROWSER, request.id(), soon, List.of())).isEmpty();
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
        assertThat(outcomes.redeem(BROWSER, first.id(), soon, List.of())).isEmpty();
        assertThat(now(second).status()).isEqualTo(Status.DELIVERED);
        assertThat(outcomes.redeem(BROWSER, second.id(), soon, List.of())).isPresent();
    }

    private List<Optional<CodeRequest.HasCode>> redeemAtOnce(CodeRequest request, List<@Nullable String> redeemers)
            throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Optional<CodeRequest.HasCode>>> calls = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(redeemers.size())) {
            for (String redeemer : redeemers) {
                calls.add(threads.submit(() -> {
                    go.await();
                    return outcomes.redeem(
                            BROWSER, request.id(), soon, redeemer == null ? List.of() : List.of(redeemer));
                }));
            }
            go.countDown();
        }
        List<Optional<CodeRequest.HasCode>> answers = new ArrayList<>();
        for (Future<Optional<CodeRequest.HasCode>> call : calls) {
            answers.add(call.get());
        }
        return answers;
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

package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.CodeReceived;
import dev.postern.events.RunScope;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.resolver.MessageDrafts;
import dev.postern.resolver.TestKeys;
import dev.postern.resolver.claim.CodeRequests.Creation;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.NewCodeRequest;
import dev.postern.resolver.state.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the claim promises, against a real database. */
class ClaimTest {
    private static final String ORG = "o_claim";

    private final ClaimDatabase database = ClaimDatabase.shared();
    private final MessageDrafts drafts = MessageDrafts.plain();
    private final IndexKey indexKey = TestKeys.INDEX_KEY;
    private final ReceivedCodes codes = database.codes;
    private final CodeRequests requests = database.requests;
    private final Outcomes outcomes = database.outcomes;
    private final Clock clock = Clock.systemUTC();

    @Test
    void givesAnArrivingCodeToTheOldestWaitingRequest() {
        // Given
        String address = anAddress();
        CodeRequest older = waiting(address, "wr_1");
        CodeRequest younger = waiting(address, "wr_2");

        // When
        List<CodeRequest> delivered = codes.arrive(drafts.code(ORG, address, "123456"));

        // Then
        assertThat(delivered).extracting(CodeRequest::id).containsExactly(older.id());
        assertThat(now(younger).status()).isEqualTo(Status.WAITING);
    }

    @Test
    void givesACodeThatCameFirstToWhoeverAsks() {
        // Given
        String address = anAddress();
        codes.arrive(drafts.code(ORG, address, "123456"));

        // When
        CodeRequest asked = ask(address, "wr_1");
        CodeRequest late = ask(address, "wr_2");

        // Then
        assertThat(asked.status()).isEqualTo(Status.DELIVERED);
        assertThat(late.status()).isEqualTo(Status.WAITING);
    }

    @Test
    void givesTheSameRunItsCodeAgainAndTheNewerOneWhenThereIsOne() {
        // Given
        String address = anAddress();
        CodeReceived first = drafts.code(ORG, address, "111111");
        codes.arrive(first);
        ask(address, "wr_1");

        // When
        CodeRequest again = ask(address, "wr_1");
        CodeReceived second = drafts.code(ORG, address, "222222");
        codes.arrive(second);
        CodeRequest newer = ask(address, "wr_1");

        // Then
        assertThat(deliveredCode(again)).isEqualTo(first.totpCodeId());
        assertThat(deliveredCode(newer)).isEqualTo(second.totpCodeId());
    }

    @Test
    void answersEveryWaitingRequestOfTheRunThatGetsTheCode() {
        // Given
        String address = anAddress();
        CodeRequest lost = waiting(address, "wr_1");
        CodeRequest other = waiting(address, "wr_2");
        CodeRequest retried = waiting(address, "wr_1");

        // When
        List<CodeRequest> delivered = codes.arrive(drafts.code(ORG, address, "123456"));

        // Then
        assertThat(delivered).extracting(CodeRequest::id).containsExactlyInAnyOrder(lost.id(), retried.id());
        assertThat(now(other).status()).isEqualTo(Status.WAITING);
    }

    @Test
    void changesNothingWhenAnEventComesTwice() {
        // Given
        String address = anAddress();
        CodeReceived code = drafts.code(ORG, address, "123456");
        waiting(address, "wr_1");
        codes.arrive(code);
        CodeRequest second = waiting(address, "wr_2");

        // When
        List<CodeRequest> delivered = codes.arrive(code);

        // Then
        assertThat(delivered).isEmpty();
        assertThat(now(second).status()).isEqualTo(Status.WAITING);
    }

    @Test
    void handsOutOnceWhatWasPushedTwiceWithinTwoMinutes() {
        // Given
        String address = anAddress();
        codes.arrive(drafts.code(ORG, address, "123456"));
        codes.arrive(drafts.code(ORG, address, "123456"));

        // When
        CodeRequest first = ask(address, "wr_1");
        CodeRequest second = ask(address, "wr_2");

        // Then
        assertThat(first.status()).isEqualTo(Status.DELIVERED);
        assertThat(second.status()).isEqualTo(Status.WAITING);
    }

    @Test
    void keepsACodeThatIsBoundToARunForThatRun() {
        // Given
        String address = anAddress();
        CodeRequest stranger = waiting(address, "wr_1");
        CodeRequest owner = waiting(address, "wr_2");

        // When
        List<CodeRequest> delivered =
                codes.arrive(drafts.code(ORG, address, "123456", new RunScope(null, null, "wr_2"), null));

        // Then
        assertThat(delivered).extracting(CodeRequest::id).containsExactly(owner.id());
        assertThat(now(stranger).status()).isEqualTo(Status.WAITING);
    }

    @Test
    void neverHandsOutAnExpiredCode() {
        // Given
        String address = anAddress();
        codes.arrive(drafts.code(
                ORG, address, "123456", RunScope.NONE, clock.instant().minusSeconds(1)));

        // When
        CodeRequest asked = ask(address, "wr_1");

        // Then
        assertThat(asked.status()).isEqualTo(Status.WAITING);
    }

    @Test
    void neverCrossesOrganisations() {
        // Given
        String address = anAddress();
        codes.arrive(drafts.code("o_other", address, "123456"));

        // When
        CodeRequest asked = ask(address, "wr_1");

        // Then
        assertThat(asked.status()).isEqualTo(Status.WAITING);
    }

    @Test
    void neverHandsOutARejectedCodeAgain() {
        // Given
        String address = anAddress();
        codes.arrive(drafts.code(ORG, address, "123456"));
        CodeRequest asked = ask(address, "wr_1");
        outcomes.report(ORG, asked.id(), Outcomes.Outcome.REJECTED);

        // When
        CodeRequest again = ask(address, "wr_1");

        // Then
        assertThat(again.status()).isEqualTo(Status.WAITING);
    }

    @Test
    void givesAReleasedCodeToWhoeverWaits() {
        // Given
        String address = anAddress();
        codes.arrive(drafts.code(ORG, address, "123456"));
        CodeRequest asked = ask(address, "wr_1");
        CodeRequest other = waiting(address, "wr_2");

        // When
        Outcomes.Result result = outcomes.report(ORG, asked.id(), Outcomes.Outcome.RELEASED);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Outcomes.Result.Noted.class,
                        noted -> assertThat(noted.delivered())
                                .extracting(CodeRequest::id)
                                .containsExactly(other.id()));
        assertThat(now(other).status()).isEqualTo(Status.DELIVERED);
    }

    @Test
    void aReleasedCodeStaysWithTheRunThatGotItNext() {
        // Given
        String address = anAddress();
        codes.arrive(drafts.code(ORG, address, "123456"));
        CodeRequest first = ask(address, "wr_1");
        CodeRequest second = ask(address, "wr_1");
        CodeRequest third = ask(address, "wr_1");
        outcomes.report(ORG, first.id(), Outcomes.Outcome.RELEASED);
        CodeRequest now = ask(address, "wr_2");
        CodeRequest other = waiting(address, "wr_3");

        // When
        Outcomes.Result released = outcomes.report(ORG, second.id(), Outcomes.Outcome.RELEASED);
        outcomes.report(ORG, third.id(), Outcomes.Outcome.REJECTED);

        // Then
        assertThat(now.status()).isEqualTo(Status.DELIVERED);
        assertThat(released)
                .isInstanceOfSatisfying(
                        Outcomes.Result.Noted.class,
                        noted -> assertThat(noted.delivered()).isEmpty());
        assertThat(now(other).status()).isEqualTo(Status.WAITING);
        assertThat(ask(address, "wr_2").status()).isEqualTo(Status.DELIVERED);
    }

    @Test
    void neverHandsOutARefusedCodeThatWasAlsoReleased() {
        // Given
        String address = anAddress();
        codes.arrive(drafts.code(ORG, address, "123456"));
        CodeRequest gaveBack = ask(address, "wr_1");
        CodeRequest refused = ask(address, "wr_1");
        outcomes.report(ORG, gaveBack.id(), Outcomes.Outcome.RELEASED);

        // When
        outcomes.report(ORG, refused.id(), Outcomes.Outcome.REJECTED);

        // Then
        assertThat(ask(address, "wr_2").status()).isEqualTo(Status.WAITING);
    }

    @Test
    void joinsTheRequestOfAnIdempotencyKeyAndRefusesItForAnotherBody() {
        // Given
        String address = anAddress();
        String key = UUID.randomUUID().toString();
        Creation first = requests.create(request(address, null, key, "digest-1"));

        // When
        Creation same = requests.create(request(address, null, key, "digest-1"));
        Creation different = requests.create(request(address, null, key, "digest-2"));

        // Then
        assertThat(first).isInstanceOf(Creation.Created.class);
        assertThat(same)
                .isInstanceOfSatisfying(
                        Creation.Joined.class,
                        joined -> assertThat(joined.request().id())
                                .isEqualTo(((Creation.Created) first).request().id()));
        assertThat(different).isInstanceOf(Creation.KeyReused.class);
    }

    @Test
    void leavesNobodyWaitingBesideAFreeCodeWhenBothComeAtOnce() throws Exception {
        // Given
        int rounds = 60;
        List<Future<?>> running = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            for (int round = 0; round < rounds; round++) {
                String address = anAddress();
                addresses.add(address);
                CountDownLatch together = new CountDownLatch(3);
                running.add(pool.submit(() -> {
                    meet(together);
                    return codes.arrive(drafts.code(ORG, address, "123456"));
                }));
                for (String run : List.of("wr_1", "wr_2")) {
                    running.add(pool.submit(() -> {
                        meet(together);
                        return ask(address, run);
                    }));
                }
            }
            for (Future<?> each : running) {
                each.get();
            }
        }

        // Then
        for (String address : addresses) {
            CodeRequest one = askAgain(address, "wr_1");
            CodeRequest two = askAgain(address, "wr_2");
            assertThat(List.of(one.status(), two.status())).containsExactlyInAnyOrder(Status.DELIVERED, Status.WAITING);
        }
    }

    private static void meet(CountDownLatch together) throws InterruptedException {
        together.countDown();
        together.await();
    }

    private static String anAddress() {
        return UUID.randomUUID() + "@example.com";
    }

    private CodeRequest waiting(String address, String run) {
        CodeRequest request = ask(address, run);
        assertThat(request.status()).isEqualTo(Status.WAITING);
        return request;
    }

    private CodeRequest ask(String address, String run) {
        return ((Creation.Created) requests.create(request(address, run, null, "digest"))).request();
    }

    /** At once, however long ago the run had its code. */
    private CodeRequest askAgain(String address, String run) {
        NewCodeRequest request = new RequestDraft(indexKey, ORG, address)
                .run(run)
                .hesitating(Duration.ZERO)
                .request();
        return ((Creation.Created) requests.create(request)).request();
    }

    private CodeRequest now(CodeRequest request) {
        return requests.find(ORG, request.id()).orElseThrow();
    }

    private static @Nullable String deliveredCode(CodeRequest request) {
        return GivenCode.totpCodeId(request);
    }

    private NewCodeRequest request(
            String address, @Nullable String run, @Nullable String idempotencyKey, String digest) {
        return new RequestDraft(indexKey, ORG, address)
                .run(run)
                .key(idempotencyKey, digest)
                .request();
    }
}

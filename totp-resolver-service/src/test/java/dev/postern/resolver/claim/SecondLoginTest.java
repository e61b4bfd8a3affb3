package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.CodeReceived;
import dev.postern.events.RunScope;
import dev.postern.resolver.claim.Outcomes.Outcome;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Delivery;
import dev.postern.resolver.state.Doubt;
import dev.postern.resolver.state.Status;
import dev.postern.resolver.state.WokenBy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** docs/rules.md, "The second login gets the second code": doubt, hesitation, repeats and refusals, against a real database. */
class SecondLoginTest extends MatchingRules {

    @Test
    void whatIsNotDoubtfulIsGivenAtOnce() {
        // Given
        CodeReceived code = arrive(message().code("111111"));

        // When
        CodeRequest request = ask(hesitating().run("wr_1"));

        // Then
        assertThat(codeOf(request)).isEqualTo(code.totpCodeId());
        assertThat(doubt(request)).isNull();
    }

    @Test
    void aCodeThatCameAfterAnotherRunAskedIsGivenAfterTheHesitationWithItsDoubt() {
        // Given
        CodeRequest first = gone("wr_1");
        CodeReceived code = arrive(message().code("111111"));

        // When
        CodeRequest second = ask(hesitating().run("wr_2"));

        // Then
        assertThat(second.status()).isEqualTo(Status.WAITING);
        assertThat(first.status()).isEqualTo(Status.WAITING);

        // When
        pass(10);
        Optional<CodeRequest> then = requests.lookAgain(second, WokenBy.HESITATION);

        // Then
        assertThat(then.map(MatchingRules::codeOf)).hasValue(code.totpCodeId());
        assertThat(doubt(then.orElseThrow())).isEqualTo(Doubt.ANOTHER_RUN_ASKED);
    }

    @Test
    void aCodeThatComesDuringTheHesitationIsGivenInstead() {
        // Given
        gone("wr_1");
        arrive(message().code("111111"));
        CodeRequest second = ask(hesitating().run("wr_2"));
        pass(4);

        // When
        CodeReceived better = arrive(message().code("222222"));

        // Then
        assertThat(codeOf(now(second))).isEqualTo(better.totpCodeId());
        assertThat(doubt(now(second))).isNull();
    }

    @Test
    void aCodeThatCameAfterAnEarlierAttemptOfTheRunIsGivenAfterTheHesitation() {
        // Given
        gone("wr_1");
        CodeReceived code = arrive(message().code("111111"));

        // When
        CodeRequest second = ask(hesitating().run("wr_1"));

        // Then
        assertThat(second.status()).isEqualTo(Status.WAITING);

        // When
        pass(10);
        Optional<CodeRequest> then = requests.lookAgain(second, WokenBy.HESITATION);

        // Then
        assertThat(then.map(MatchingRules::codeOf)).hasValue(code.totpCodeId());
        assertThat(doubt(then.orElseThrow())).isEqualTo(Doubt.RUN_ASKED_BEFORE);
    }

    @Test
    void nothingIsDoubtfulOnceTheOtherRunsCodeWasAccepted() {
        // Given
        CodeRequest first = ask(hesitating().run("wr_1"));
        arrive(message().code("111111"));
        outcomes.report(ORG, first.id(), Outcome.ACCEPTED);
        CodeReceived code = arrive(message().code("222222"));

        // When
        CodeRequest second = ask(hesitating().run("wr_2"));

        // Then
        assertThat(codeOf(second)).isEqualTo(code.totpCodeId());
    }

    @Test
    void aRequestOverTwoMinutesBeforeTheCodeRaisesNoDoubt() {
        // Given
        gone("wr_1");
        pass(121);
        CodeReceived code = arrive(message().code("111111"));

        // When
        CodeRequest second = ask(hesitating().run("wr_2"));

        // Then
        assertThat(codeOf(second)).isEqualTo(code.totpCodeId());
    }

    @Test
    void aCodeIsDoubtfulOnceANewerOneWasHandedOutUnlessTheirSendersDiffer() {
        // Given
        CodeReceived older =
                arrive(message().code("111111").receivedAt(clock.instant().minusSeconds(2)));
        CodeReceived ofShop = arrive(message()
                .code("333333")
                .from("shop@example.org")
                .receivedAt(clock.instant().minusSeconds(3)));
        arrive(message()
                .code("222222")
                .from("bank@example.net")
                .receivedAt(clock.instant().minusSeconds(1)));
        ask(hesitating().run("wr_1").from("bank@example.net"));

        // When
        CodeRequest second = ask(hesitating().run("wr_2"));
        CodeRequest third = ask(hesitating().run("wr_3"));

        // Then
        assertThat(codeOf(second)).isEqualTo(ofShop.totpCodeId());
        assertThat(third.status()).isEqualTo(Status.WAITING);

        // When
        pass(10);
        Optional<CodeRequest> then = requests.lookAgain(third, WokenBy.HESITATION);

        // Then
        assertThat(then.map(MatchingRules::codeOf)).hasValue(older.totpCodeId());
        assertThat(doubt(then.orElseThrow())).isEqualTo(Doubt.NEWER_CODE_HANDED_OUT);
    }

    @Test
    void aRunThatAsksAgainGetsItsCodeAtOnceAndAfterFiveSecondsOnlyAfterTheHesitation() {
        // Given
        CodeReceived code = arrive(message().code("111111"));
        ask(hesitating().run("wr_1"));

        // When
        CodeRequest again = ask(hesitating().run("wr_1"));
        pass(6);
        CodeRequest later =
                ask(hesitating().run("wr_1").receivedAfter(clock.instant().minusSeconds(60)));

        // Then
        assertThat(codeOf(again)).isEqualTo(code.totpCodeId());
        assertThat(later.status()).isEqualTo(Status.WAITING);

        // When
        pass(10);

        // Then
        assertThat(doubt(requests.lookAgain(later, WokenBy.HESITATION).orElseThrow()))
                .isEqualTo(Doubt.HANDED_OUT_BEFORE);
    }

    @Test
    void aCodeThatLayForOverFiveSecondsIsDoubtful() {
        // Given
        arrive(message().code("111111"));
        pass(6);

        // When
        CodeRequest request = ask(hesitating().run("wr_1"));
        pass(10);

        // Then
        assertThat(request.status()).isEqualTo(Status.WAITING);
        assertThat(doubt(requests.lookAgain(request, WokenBy.HESITATION).orElseThrow()))
                .isEqualTo(Doubt.OLD);
    }

    @Test
    void whoSaysFromWhenOnItWantsCodesGetsThemWithoutHesitation() {
        // Given
        gone("wr_1");
        CodeReceived code = arrive(message().code("111111"));
        pass(16);

        // When
        CodeRequest request =
                ask(hesitating().run("wr_2").receivedAfter(clock.instant().minusSeconds(60)));

        // Then
        assertThat(codeOf(request)).isEqualTo(code.totpCodeId());
        assertThat(doubt(request)).isNull();
    }

    @Test
    void aRequestMaySayHowLongItHesitatesAndThatItDoesNot() {
        // Given
        arrive(message().code("111111"));
        pass(16);

        // When
        CodeRequest longer = ask(hesitating().run("wr_1").hesitating(Duration.ofSeconds(30)));
        pass(10);

        // Then
        assertThat(requests.lookAgain(longer, WokenBy.HESITATION)).isEmpty();
        assertThat(doubt(ask(hesitating().run("wr_2").hesitating(Duration.ZERO))))
                .isEqualTo(Doubt.OLD);
    }

    @Test
    void aCodeThatCameAfterTheRequestIsNeverDoubtful() {
        // Given
        gone("wr_1");
        CodeRequest second = ask(hesitating().run("wr_2"));

        // When
        CodeReceived code = arrive(message().code("111111"));

        // Then
        assertThat(codeOf(now(second))).isEqualTo(code.totpCodeId());
        assertThat(doubt(now(second))).isNull();
    }

    @Test
    void anEventThatComesLateMakesItsRequestHesitateToo() {
        // Given
        CodeRequest request = ask(hesitating().run("wr_1"));

        // When
        CodeReceived code =
                arrive(message().code("111111").receivedAt(clock.instant().minusSeconds(20)));

        // Then
        assertThat(now(request).status()).isEqualTo(Status.WAITING);

        // When
        pass(10);

        // Then
        assertThat(requests.lookAgain(request, WokenBy.HESITATION).map(MatchingRules::codeOf))
                .hasValue(code.totpCodeId());
    }

    @Test
    void theTimerFindsAHesitationThatEndedUnnoticedAndNoneThatLasts() {
        // Given
        arrive(message().code("111111"));
        pass(16);
        CodeRequest request = ask(hesitating().run("wr_1"));
        pass(9);

        // Then
        assertThat(answeredByTheTimer()).extracting(CodeRequest::id).doesNotContain(request.id());

        // When
        pass(4);

        // Then
        assertThat(answeredByTheTimer()).extracting(CodeRequest::id).contains(request.id());
    }

    @Test
    void oneTextPushedTwiceWithinFifteenSecondsIsOneCodeAndLaterIsTwo() {
        // Given
        arrive(message().code("111111"));
        arrive(message().code("111111"));
        ask(request().run("wr_1"));

        // Then
        assertThat(ask(request().run("wr_2")).status()).isEqualTo(Status.WAITING);

        // When
        pass(16);
        CodeReceived second = arrive(message().code("111111"));

        // Then
        assertThat(codeOf(ask(request().run("wr_3")))).isEqualTo(second.totpCodeId());
    }

    @Test
    void aTextThatNobodyHadIsTheSecondLoginsWhenItComesAgain() {
        // Given
        arrive(message().code("111111").receivedAt(clock.instant().minusSeconds(12)));
        CodeRequest second =
                ask(hesitating().run("wr_2").receivedAfter(clock.instant().minusSeconds(1)));

        // When
        CodeReceived again = arrive(message().code("111111"));

        // Then
        assertThat(codeOf(now(second))).isEqualTo(again.totpCodeId());
        assertThat(ask(request().run("wr_3")).status()).isEqualTo(Status.WAITING);
    }

    @Test
    void whereCallersAskLongAfterTheirCodesTheCodeInItsTimeIsGivenAtOnce() {
        // Given
        callersAskLate();
        CodeReceived code = arrive(message().code("111111").receivedAt(secondsAgo(20)));

        // When
        CodeRequest request = ask(hesitating().run("wr_1"));

        // Then
        assertThat(codeOf(request)).isEqualTo(code.totpCodeId());
        assertThat(doubt(request)).isNull();
    }

    @Test
    void lateCallersGetTheCodesInTheOrderInWhichTheyCame() {
        // Given
        callersAskLate();
        CodeReceived first = arrive(message().code("111111").receivedAt(secondsAgo(20)));
        CodeReceived second = arrive(message().code("222222").receivedAt(secondsAgo(12)));

        // When
        CodeRequest one = ask(hesitating().run("wr_1"));
        CodeRequest two = ask(hesitating().run("wr_2"));

        // Then
        assertThat(codeOf(one)).isEqualTo(first.totpCodeId());
        assertThat(codeOf(two)).isEqualTo(second.totpCodeId());
    }

    @Test
    void aLateCallerWhoseCodeWentToAnotherRunTakesNoCodeOfALoginThatHasYetToAsk() {
        // Given
        callersAskLate();
        arrive(message().code("111111").receivedAt(secondsAgo(20)));
        ask(hesitating().run("wr_1"));
        CodeRequest robbed = ask(hesitating().run("wr_2"));

        // When
        CodeReceived next = arrive(message().code("222222"));
        pass(20);
        stillThere(robbed);
        CodeRequest its = ask(hesitating().run("wr_3"));

        // Then
        assertThat(now(robbed).status()).isEqualTo(Status.WAITING);
        assertThat(answeredByTheTimer()).extracting(CodeRequest::id).doesNotContain(robbed.id());
        assertThat(codeOf(its)).isEqualTo(next.totpCodeId());
    }

    @Test
    void aLateCallerInWhoseTimeNoCodeCameGetsTheNextAtOnce() {
        // Given
        callersAskLate();
        CodeRequest request = ask(hesitating().run("wr_1"));

        // When
        CodeReceived code = arrive(message().code("111111"));

        // Then
        assertThat(codeOf(now(request))).isEqualTo(code.totpCodeId());
        assertThat(doubt(now(request))).isNull();
    }

    @Test
    void aCodeOlderThanLateCallersAreLateIsDoubtfulAsBefore() {
        // Given
        callersAskLate();
        arrive(message().code("111111").receivedAt(secondsAgo(100)));

        // When
        CodeRequest request = ask(hesitating().run("wr_1"));

        // Then
        assertThat(request.status()).isEqualTo(Status.WAITING);
    }

    @Test
    void aCallerThatComesRightAfterItsCodeIsNotTakenForALateOne() {
        // Given
        for (int i = 0; i < 5; i++) {
            arrive(message().code("99999" + i));
            ask(request().run("wr_before_" + i));
        }
        pass(121);
        arrive(message().code("111111").receivedAt(secondsAgo(30)));

        // When
        CodeRequest request = ask(hesitating().run("wr_1"));

        // Then
        assertThat(request.status()).isEqualTo(Status.WAITING);
    }

    @Test
    void aCodeOfASiteThatIsKnownIsKeptForItsOwnLoginForTwoMinutes() {
        // Given
        arrive(message().code("999999").from("no-reply@kept.example"));
        ask(request().run("wr_before").onPageOf("kept.example"));
        CodeRequest elsewhere = ask(hesitating().run("wr_1").onPageOf("bank.example"));

        // When
        CodeReceived code = arrive(message().code("111111").from("no-reply@kept.example"));
        pass(119);
        stillThere(elsewhere);

        // Then
        assertThat(now(elsewhere).status()).isEqualTo(Status.WAITING);
        assertThat(answeredByTheTimer()).extracting(CodeRequest::id).doesNotContain(elsewhere.id());

        // When
        pass(6);
        stillThere(elsewhere);

        // Then
        assertThat(codeOf(now(elsewhere))).isEqualTo(code.totpCodeId());
        assertThat(doubt(now(elsewhere))).isEqualTo(Doubt.OTHER_SITE);
    }

    @Test
    void aSenderOfWhichNothingIsKnownIsKeptForNobody() {
        // Given
        CodeRequest request = ask(hesitating().run("wr_1").onPageOf("bank.example"));

        // When
        CodeReceived code = arrive(message().code("111111").from("mail@bank-services.example"));

        // Then
        assertThat(codeOf(now(request))).isEqualTo(code.totpCodeId());
        assertThat(doubt(now(request))).isNull();
    }

    @Test
    void oneTextWithTwoIdsOfItsProviderIsTwoMessages() {
        // Given
        arrive(message().code("111111").from("+15555550123"));
        CodeReceived second = arrive(message().code("111111").from("+15555550123"));

        // When
        CodeRequest newest = ask(request().run("wr_1"));

        // Then
        assertThat(codeOf(newest)).isEqualTo(second.totpCodeId());
    }

    @Test
    void aRefusedCodeGoesToAnotherRunThatWasThereWhenItCame() {
        // Given
        CodeRequest first = ask(hesitating().run("wr_1"));
        CodeRequest second = ask(hesitating().run("wr_2"));
        CodeReceived code = arrive(message().code("111111"));

        // When
        Outcomes.Result result = outcomes.report(ORG, first.id(), Outcome.REJECTED);

        // Then
        assertThat(delivered(result)).extracting(CodeRequest::id).containsExactly(second.id());
        assertThat(codeOf(now(second))).isEqualTo(code.totpCodeId());
        assertThat(ask(request().run("wr_1")).status()).isEqualTo(Status.WAITING);
    }

    @Test
    void aRefusedCodeGoesToWhoAskedLaterAfterTheHesitationOnly() {
        // Given
        CodeRequest first = ask(hesitating().run("wr_1"));
        CodeReceived code = arrive(message().code("111111"));
        CodeRequest second = ask(hesitating().run("wr_2"));

        // When
        Outcomes.Result result = outcomes.report(ORG, first.id(), Outcome.REJECTED);

        // Then
        assertThat(delivered(result)).isEmpty();
        assertThat(now(second).status()).isEqualTo(Status.WAITING);

        // When
        pass(10);
        Optional<CodeRequest> then = requests.lookAgain(second, WokenBy.HESITATION);

        // Then
        assertThat(then.map(MatchingRules::codeOf)).hasValue(code.totpCodeId());
        assertThat(doubt(then.orElseThrow())).isEqualTo(Doubt.REFUSED_ELSEWHERE);
    }

    @Test
    void whoWasThereWhenARefusedCodeCameGoesBeforeWhoAskedLater() {
        // Given
        CodeRequest first = ask(hesitating().run("wr_1"));
        CodeRequest second = ask(hesitating().run("wr_2"));
        CodeReceived code = arrive(message().code("111111"));
        CodeRequest third = ask(request().run("wr_3"));

        // When
        outcomes.report(ORG, first.id(), Outcome.REJECTED);

        // Then
        assertThat(codeOf(now(second))).isEqualTo(code.totpCodeId());
        assertThat(doubt(now(second))).isNull();
        assertThat(now(third).status()).isEqualTo(Status.WAITING);
    }

    @Test
    void anOlderCodeOfASenderIsAliveAgainOnceTheNewerOneWasRefused() {
        // Given
        CodeReceived older =
                arrive(message().code("111111").from("bank@example.net").run(run("wr_2")));
        pass(1);
        arrive(message().code("222222").from("bank@example.net").run(run("wr_1")));
        CodeRequest first = ask(hesitating().run("wr_1"));
        CodeRequest second = ask(hesitating().run("wr_2").hesitating(Duration.ZERO));
        assertThat(second.status()).isEqualTo(Status.WAITING);

        // When
        Outcomes.Result result = outcomes.report(ORG, first.id(), Outcome.REJECTED);

        // Then
        assertThat(delivered(result)).extracting(MatchingRules::codeOf).containsExactly(older.totpCodeId());
    }

    @Test
    void aCodeThatShowsAnotherSiteIsGivenAfterTheHesitationOnly() {
        // Given
        CodeReceived code = arrive(message().code("111111").from("no-reply@shop.example"));

        // When
        CodeRequest request = ask(hesitating().run("wr_1").onPageOf("bank.example"));

        // Then
        assertThat(request.status()).isEqualTo(Status.WAITING);

        // When
        pass(10);
        Optional<CodeRequest> then = requests.lookAgain(request, WokenBy.HESITATION);

        // Then
        assertThat(then.map(MatchingRules::codeOf)).hasValue(code.totpCodeId());
        assertThat(doubt(then.orElseThrow())).isEqualTo(Doubt.OTHER_SITE);
    }

    @Test
    void aCodeThatTwoRunsRefusedGoesToTheThirdAndNeverBack() {
        // Given
        CodeRequest first = ask(hesitating().run("wr_1"));
        CodeRequest again = ask(hesitating().run("wr_1"));
        CodeRequest second = ask(hesitating().run("wr_2"));
        CodeRequest third = ask(hesitating().run("wr_3"));
        CodeReceived code = arrive(message().code("111111"));
        outcomes.report(ORG, first.id(), Outcome.REJECTED);

        // When
        outcomes.report(ORG, second.id(), Outcome.REJECTED);
        outcomes.report(ORG, third.id(), Outcome.RELEASED);

        // Then
        assertThat(codeOf(now(third))).isEqualTo(code.totpCodeId());
        assertThat(now(again).status()).isEqualTo(Status.DELIVERED);
        assertThat(ask(request().run("wr_1")).status()).isEqualTo(Status.WAITING);
        assertThat(ask(request().run("wr_2")).status()).isEqualTo(Status.WAITING);
        assertThat(ask(hesitating().run("wr_4")).status()).isEqualTo(Status.WAITING);
        assertThat(codeOf(ask(request().run("wr_4")))).isEqualTo(code.totpCodeId());
    }

    /** A request whose caller said nothing for so long that nobody counts as being there. */
    private CodeRequest gone(String run) {
        CodeRequest request = ask(hesitating().run(run));
        pass(16);
        return request;
    }

    /** Five logins, each half a minute after its code, some minutes ago. */
    private void callersAskLate() {
        for (int i = 0; i < 5; i++) {
            arrive(message().code("99999" + i).receivedAt(secondsAgo(30)));
            ask(request().run("wr_before_" + i));
        }
        pass(300);
    }

    private void stillThere(CodeRequest request) {
        database.attendance.comeBack(ORG, request.id(), null);
    }

    private Instant secondsAgo(int seconds) {
        return clock.instant().minusSeconds(seconds);
    }

    private static RunScope run(String id) {
        return new RunScope(null, null, id);
    }

    /** One that hesitates as long as its organisation says. */
    private RequestDraft hesitating() {
        return new RequestDraft(indexKey, ORG, address);
    }

    private static List<CodeRequest> delivered(Outcomes.Result result) {
        return ((Outcomes.Result.Noted) result).delivered();
    }

    private static @Nullable Doubt doubt(CodeRequest request) {
        return GivenCode.delivery(request) instanceof Delivery.Received received ? received.doubt() : null;
    }

    private List<CodeRequest> answeredByTheTimer() {
        List<CodeRequest> answered = new ArrayList<>();
        database.overdue.answerMissed(answered::add);
        return answered;
    }
}

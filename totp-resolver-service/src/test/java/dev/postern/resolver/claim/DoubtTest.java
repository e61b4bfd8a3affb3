package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.CodeReceived;
import dev.postern.resolver.claim.Outcomes.Outcome;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Doubt;
import dev.postern.resolver.state.Status;
import dev.postern.resolver.state.WokenBy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** docs/rules.md, "The second login gets the second code", rules 2 and 3: what is doubtful, and what becomes of it. */
class DoubtTest extends SecondLogins {

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
}

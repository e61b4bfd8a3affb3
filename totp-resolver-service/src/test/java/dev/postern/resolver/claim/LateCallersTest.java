package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.CodeReceived;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Doubt;
import dev.postern.resolver.state.Status;
import org.junit.jupiter.api.Test;

/** docs/rules.md, "The second login gets the second code", rule 8, and the codes that are kept for another login. */
class LateCallersTest extends SecondLogins {

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
        ask(polling().run("wr_1"));
        CodeRequest robbed = ask(polling().run("wr_2"));

        // When
        CodeReceived next = arrive(message().code("222222"));
        pass(20);
        polls(robbed);
        CodeRequest its = ask(polling().run("wr_3"));

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
        CodeRequest elsewhere = ask(polling().run("wr_1").onPageOf("bank.example"));

        // When
        CodeReceived code = arrive(message().code("111111").from("no-reply@kept.example"));
        pass(119);
        polls(elsewhere);

        // Then
        assertThat(now(elsewhere).status()).isEqualTo(Status.WAITING);
        assertThat(answeredByTheTimer()).extracting(CodeRequest::id).doesNotContain(elsewhere.id());

        // When
        pass(6);
        polls(elsewhere);

        // Then
        assertThat(codeOf(now(elsewhere))).isEqualTo(code.totpCodeId());
        assertThat(doubt(now(elsewhere))).isEqualTo(Doubt.OTHER_SITE);
    }

    @Test
    void aSenderOfWhichNothingIsKnownIsKeptForNobody() {
        // Given
        CodeRequest request = ask(polling().run("wr_1").onPageOf("bank.example"));

        // When
        CodeReceived code = arrive(message().code("111111").from("mail@bank-services.example"));

        // Then
        assertThat(codeOf(now(request))).isEqualTo(code.totpCodeId());
        assertThat(doubt(now(request))).isNull();
    }
}

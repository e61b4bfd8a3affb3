package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.CodeReceived;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Status;
import org.junit.jupiter.api.Test;

/** docs/rules.md, "The second login gets the second code", rule 5. */
class RepeatsTest extends SecondLogins {

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
    void aTextSentAgainIsTheSecondLoginsWhileTheFirstCallerHasNotReadIt() {
        // Given
        ask(polling().run("wr_1"));
        arrive(message().code("111111"));
        CodeRequest second = ask(hesitating().run("wr_2").receivedAfter(clock.instant()));

        // When
        CodeReceived again = arrive(message().code("111111"));

        // Then
        assertThat(codeOf(now(second))).isEqualTo(again.totpCodeId());
    }

    @Test
    void aTextSentAgainIsARepeatOnceTheFirstCallerHasReadIt() {
        // Given
        CodeRequest first = ask(polling().run("wr_1"));
        arrive(message().code("111111"));
        polls(first);
        CodeRequest second = ask(hesitating().run("wr_2").receivedAfter(clock.instant()));

        // When
        arrive(message().code("111111"));

        // Then
        assertThat(now(second).status()).isEqualTo(Status.WAITING);
    }
}

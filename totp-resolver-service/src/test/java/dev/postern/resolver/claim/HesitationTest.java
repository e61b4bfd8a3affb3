package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.CodeReceived;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Doubt;
import dev.postern.resolver.state.Status;
import dev.postern.resolver.state.WokenBy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** docs/rules.md, "The second login gets the second code", rule 3: how long, and for whom. */
class HesitationTest extends SecondLogins {

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
    void aCallerThatPollsGetsADoubtfulCodeWhenItCallsAndABetterOneIfThatCameMeanwhile() {
        // Given
        gone("wr_1");
        arrive(message().code("111111"));
        CodeRequest poller = ask(polling().run("wr_2"));
        pass(11);

        // When
        Optional<CodeRequest> atItsEnd = requests.lookAgain(poller, WokenBy.HESITATION);
        CodeReceived better = arrive(message().code("222222"));

        // Then
        assertThat(atItsEnd).isEmpty();
        assertThat(answeredByTheTimer()).extracting(CodeRequest::id).doesNotContain(poller.id());
        assertThat(codeOf(polls(poller))).isEqualTo(better.totpCodeId());
    }

    @Test
    void aCallerThatPollsEverySecondGetsADoubtfulCodeAtItsFirstCallAfterTheHesitation() {
        // Given
        gone("wr_1");
        CodeReceived code = arrive(message().code("111111"));
        CodeRequest poller = ask(polling().run("wr_2"));
        pass(9);
        polls(poller);
        pass(1);

        // When
        CodeRequest then = polls(poller);

        // Then
        assertThat(codeOf(then)).isEqualTo(code.totpCodeId());
        assertThat(doubt(then)).isEqualTo(Doubt.ANOTHER_RUN_ASKED);
    }

    @Test
    void aRunThatAsksByOneRequestAfterTheOtherHesitatesOnceForAllOfThem() {
        // Given
        ask(polling().run("wr_1"));
        CodeReceived code = arrive(message().code("111111"));
        pass(7);

        // When
        CodeRequest early = ask(polling().run("wr_1"));
        pass(4);
        CodeRequest late = ask(polling().run("wr_1"));

        // Then
        assertThat(early.status()).isEqualTo(Status.WAITING);
        assertThat(codeOf(late)).isEqualTo(code.totpCodeId());
    }

    @Test
    void aRunThatHasReadItsCodeOrWhoseCallerWentHesitatesAnew() {
        // Given
        CodeRequest had = ask(polling().run("wr_1"));
        arrive(message().code("111111"));
        polls(had);
        pass(12);

        // Then
        assertThat(ask(polling().run("wr_1")).status()).isEqualTo(Status.WAITING);

        // Given
        gone("wr_2");
        pass(120);
        arrive(message().code("222222"));
        pass(6);

        // Then
        assertThat(ask(polling().run("wr_2")).status()).isEqualTo(Status.WAITING);
    }

    @Test
    void whereCallersAskBeforeTheirCodesComeADoubtfulCodeIsKeptBackLonger() {
        // Given
        callersAskFirst();
        gone("wr_dead");
        CodeReceived ofTheDead = arrive(message().code("111111"));
        pass(3);

        // When
        CodeRequest request = ask(hesitating().run("wr_1"));
        pass(24);

        // Then
        assertThat(requests.lookAgain(request, WokenBy.HESITATION)).isEmpty();

        // When
        pass(1);

        // Then
        assertThat(requests.lookAgain(request, WokenBy.HESITATION).map(MatchingRules::codeOf))
                .hasValue(ofTheDead.totpCodeId());
    }

    @Test
    void aCallerThatAsksFirstGetsItsSlowCodeAndNotThatOfADeadAttempt() {
        // Given
        callersAskFirst();
        gone("wr_dead");
        arrive(message().code("111111"));
        CodeRequest request = ask(hesitating().run("wr_1"));
        pass(20);

        // When
        CodeReceived its = arrive(message().code("222222"));

        // Then
        assertThat(codeOf(now(request))).isEqualTo(its.totpCodeId());
        assertThat(doubt(now(request))).isNull();
    }

    @Test
    void aRequestThatSaysHowLongItHesitatesIsHeldToThat() {
        // Given
        callersAskFirst();
        gone("wr_dead");
        CodeReceived code = arrive(message().code("111111"));
        CodeRequest request = ask(hesitating().run("wr_1").hesitating(Duration.ofSeconds(10)));

        // When
        pass(10);

        // Then
        assertThat(requests.lookAgain(request, WokenBy.HESITATION).map(MatchingRules::codeOf))
                .hasValue(code.totpCodeId());
    }
}

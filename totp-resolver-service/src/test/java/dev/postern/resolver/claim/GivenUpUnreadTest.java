package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.CodeReceived;
import dev.postern.resolver.claim.Outcomes.Outcome;
import dev.postern.resolver.claim.Outcomes.Result;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/rules.md, "Once": what is given back, and what a caller may say twice. */
class GivenUpUnreadTest extends SecondLogins {

    @Test
    void aCodeThatNoAnswerCarriedGoesOnWhenItsRequestIsGivenUp() {
        // Given
        CodeRequest first = ask(polling().run("wr_1"));
        CodeRequest second = ask(hesitating().run("wr_2"));
        CodeReceived code = arrive(message().code("111111"));

        // When
        Result result = outcomes.cancel(ORG, first.id());

        // Then
        assertThat(delivered(result)).extracting(CodeRequest::id).containsExactly(second.id());
        assertThat(codeOf(now(second))).isEqualTo(code.totpCodeId());
        assertThat(now(first).status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void aCodeThatAnAnswerCarriedStaysWhenItsRequestIsGivenUp() {
        // Given
        CodeRequest first = ask(polling().run("wr_1"));
        CodeRequest second = ask(hesitating().run("wr_2"));
        arrive(message().code("111111"));
        polls(first);

        // When
        Result result = outcomes.cancel(ORG, first.id());

        // Then
        assertThat(delivered(result)).isEmpty();
        assertThat(now(first).status()).isEqualTo(Status.DELIVERED);
        assertThat(now(second).status()).isEqualTo(Status.WAITING);
    }

    @Test
    void aCodeThatCameToAConnectedCallerIsReadAndSoIsOneInTheAnswerToItsRequest() {
        // Given
        CodeRequest connected = ask(hesitating().run("wr_1"));
        arrive(message().code("111111"));
        arrive(message()
                .code("222222")
                .receivedAt(clock.instant().minusSeconds(1))
                .from("shop@example.org"));
        CodeRequest answered = ask(request().run("wr_2"));

        // When
        List<Result> results = List.of(outcomes.cancel(ORG, connected.id()), outcomes.cancel(ORG, answered.id()));

        // Then
        assertThat(codeOf(answered)).isNotNull();
        assertThat(results)
                .allSatisfy(result ->
                        assertThat(((Result.Noted) result).request().status()).isEqualTo(Status.DELIVERED));
    }

    @Test
    void aCodeThatTwoRequestsOfARunHaveGoesOnWhenTheRunHasGivenUpBoth() {
        // Given
        CodeRequest one = ask(polling().run("wr_1"));
        CodeRequest other = ask(polling().run("wr_1"));
        CodeRequest second = ask(hesitating().run("wr_2"));
        CodeReceived code = arrive(message().code("111111"));

        // When
        outcomes.cancel(ORG, one.id());
        outcomes.report(ORG, other.id(), Outcome.RELEASED);

        // Then
        assertThat(now(one).status()).isEqualTo(Status.DELIVERED);
        assertThat(codeOf(now(second))).isEqualTo(code.totpCodeId());
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void whatWasSaidMayBeSaidAgainAndChangesNothing(Outcome outcome) {
        // Given
        CodeRequest first = ask(hesitating().run("wr_1"));
        arrive(message().code("111111"));
        outcomes.report(ORG, first.id(), outcome);
        CodeRequest second = ask(request().run("wr_2"));
        CodeRequest before = now(second);

        // When
        Result again = outcomes.report(ORG, first.id(), outcome);

        // Then
        assertThat(delivered(again)).isEmpty();
        assertThat(now(second)).isEqualTo(before);
        for (Outcome other : Outcome.values()) {
            assertThat(outcomes.report(ORG, first.id(), other) instanceof Result.Contradicts)
                    .isEqualTo(other != outcome);
        }
    }

    @Test
    void aRequestThatWasGivenUpWithoutACodeHasNoneToRelease() {
        // Given
        CodeRequest request = ask(hesitating().run("wr_1"));
        outcomes.cancel(ORG, request.id());

        // When
        Result result = outcomes.report(ORG, request.id(), Outcome.RELEASED);

        // Then
        assertThat(result).isInstanceOf(Result.Contradicts.class);
    }
}

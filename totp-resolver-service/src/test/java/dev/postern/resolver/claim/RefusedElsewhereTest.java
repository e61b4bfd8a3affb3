package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.CodeReceived;
import dev.postern.resolver.claim.Outcomes.Outcome;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Doubt;
import dev.postern.resolver.state.Status;
import dev.postern.resolver.state.WokenBy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** docs/rules.md, "The second login gets the second code", rule 6. */
class RefusedElsewhereTest extends SecondLogins {

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
}

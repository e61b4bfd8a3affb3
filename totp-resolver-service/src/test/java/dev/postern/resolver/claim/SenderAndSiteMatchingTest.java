package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.CodeReceived;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/rules.md, "Which code answers which request": sender and site, against a real database. */
class SenderAndSiteMatchingTest extends MatchingRules {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-reply@mail.bank.example",
                "NO-REPLY@Mail.Bank.example",
                "mail.bank.example",
                "bank.example",
                "@bank.example"
            })
    void theSenderAskedForIsAnAddressOrADomainAboveIt(String asked) {
        // Given
        arrive(message().code("111111").from("Shop <orders@shop.example>"));
        CodeReceived code = arrive(message()
                .code("222222")
                .from("Bank <no-reply@mail.bank.example>")
                .receivedAt(clock.instant().minusSeconds(60)));

        // When
        CodeRequest request = ask(request().from(asked));

        // Then
        assertThat(codeOf(request)).isEqualTo(code.totpCodeId());
    }

    @ParameterizedTest
    @CsvSource({"+1 555 555 0123, +15555550123", "BANK, Bank", "72345, 72345"})
    void theSenderAskedForIsANumberOrAName(String sender, String asked) {
        // Given
        CodeReceived code = arrive(message().code("111111").from(sender));

        // When
        CodeRequest other = ask(request().run("wr_1").from("+15555550199"));
        CodeRequest request = ask(request().run("wr_2").from(asked));

        // Then
        assertThat(other.status()).isEqualTo(Status.WAITING);
        assertThat(codeOf(request)).isEqualTo(code.totpCodeId());
    }

    @Test
    void aCodeOfAnUnknownSenderIsNotGivenWhereOneIsAskedFor() {
        // Given
        arrive(message().code("123456"));

        // When
        CodeRequest request = ask(request().from("bank.example"));

        // Then
        assertThat(request.status()).isEqualTo(Status.WAITING);
    }

    @Test
    void aResentCodeKillsTheOlderOneOfTheSameSender() {
        // Given
        Instant now = clock.instant();
        arrive(message().code("111111").from("bank@example.net").receivedAt(now.minusSeconds(60)));
        arrive(message().code("222222").from("bank@example.net").receivedAt(now.minusSeconds(30)));
        ask(request().run("wr_1"));

        // When
        CodeRequest second = ask(request().run("wr_2"));

        // Then
        assertThat(second.status()).isEqualTo(Status.WAITING);
    }

    @Test
    void twoSitesOnOneMailboxDoNotKillEachOthersCodes() {
        // Given
        Instant now = clock.instant();
        CodeReceived ofBank =
                arrive(message().code("111111").from("bank@example.net").receivedAt(now.minusSeconds(60)));
        arrive(message().code("222222").from("shop@example.org").receivedAt(now.minusSeconds(30)));
        ask(request().run("wr_1").from("shop@example.org"));

        // When
        CodeRequest request = ask(request().run("wr_2").from("bank@example.net"));

        // Then
        assertThat(codeOf(request)).isEqualTo(ofBank.totpCodeId());
    }

    @Test
    void whatWasReleasedStillKillsTheOlderOneOfItsSender() {
        // Given
        Instant now = clock.instant();
        arrive(message().code("111111").from("bank@example.net").receivedAt(now.minusSeconds(60)));
        CodeReceived newer =
                arrive(message().code("222222").from("bank@example.net").receivedAt(now.minusSeconds(30)));
        CodeRequest first = ask(request().run("wr_1"));
        outcomes.report(ORG, first.id(), Outcomes.Outcome.RELEASED);

        // When
        CodeRequest second = ask(request().run("wr_2"));
        CodeRequest third = ask(request().run("wr_3"));

        // Then
        assertThat(codeOf(second)).isEqualTo(newer.totpCodeId());
        assertThat(third.status()).isEqualTo(Status.WAITING);
    }

    @ParameterizedTest
    @CsvSource({"example.com, example.com", "login.example.com, example.com", "example.com, login.example.com"})
    void aBoundCodeIsGivenToAPageOfItsSite(String page, String domain) {
        // Given
        CodeReceived code = arrive(message().code("123456").boundTo(domain));

        // When
        CodeRequest request = ask(request().onPageOf(page));

        // Then
        assertThat(codeOf(request)).isEqualTo(code.totpCodeId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "example.com.evil.example", "notexample.com", "com"})
    void aCodeOfAnotherSiteIsWithheldWithOneWarning(String page) {
        // Given
        CodeReceived code = arrive(message().code("123456").boundTo("example.com"));

        // When
        CodeRequest request = ask(request().onPageOf(page));

        // Then
        assertThat(request.status()).isEqualTo(Status.WAITING);
        assertThat(GivenCode.withheld(request)).isEqualTo(code.totpCodeId());

        // When
        requests.warned((CodeRequest.Warned) request);

        // Then
        assertThat(GivenCode.withheld(now(request))).isNull();
        assertThat(now(request).status()).isEqualTo(Status.WAITING);
    }

    @Test
    void anArrivingCodeOfAnotherSiteWarnsOnlyWhenNoOtherLoginTakesIt() {
        // Given
        CodeRequest onEvilPage = ask(request().run("wr_1").onPageOf("evil.example"));
        CodeRequest onItsPage = ask(request().run("wr_2").onPageOf("example.com"));

        // When
        CodeReceived first = arrive(message().code("111111").boundTo("example.com"));
        CodeReceived second = arrive(message().code("222222").boundTo("example.com"));

        // Then
        assertThat(codeOf(now(onItsPage))).isEqualTo(first.totpCodeId());
        assertThat(GivenCode.withheld(now(onEvilPage))).isEqualTo(second.totpCodeId());
    }

    @Test
    void aCodeThatIsBoundToNoSiteIsGivenToAnyPage() {
        // Given
        CodeReceived code = arrive(message().code("123456"));

        // When
        CodeRequest request = ask(request().onPageOf("anything.example"));

        // Then
        assertThat(codeOf(request)).isEqualTo(code.totpCodeId());
    }
}

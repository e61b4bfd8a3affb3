package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.CodeReceived;
import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Status;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/rules.md, "Which code answers which request", against a real database. */
class MatchingTest extends MatchingRules {

    @ParameterizedTest
    @CsvSource(textBlock = """
            Ann@Example.COM , ann@example.com
            Ann <ann@example.com> , ANN@example.com
            +1 (555) 555-0123 , +15555550123
            Ann's phone , Ann's phone
            """)
    void twoSpellingsOfOneIdentifierMatch(String pushed, String asked) {
        // Given
        String organization = "o_" + UUID.randomUUID();
        CodeReceived code = drafts.message(organization, pushed).code("123456").event();
        codes.arrive(code);

        // When
        CodeRequest request = ask(new RequestDraft(indexKey, organization, asked));

        // Then
        assertThat(codeOf(request)).isEqualTo(code.totpCodeId());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            Ann's phone , ann's phone
            ann@example.com , ann@example.org
            """)
    void anythingElseMatchesByteForByte(String pushed, String asked) {
        // Given
        String organization = "o_" + UUID.randomUUID();
        codes.arrive(drafts.message(organization, pushed).code("123456").event());

        // When
        CodeRequest request = ask(new RequestDraft(indexKey, organization, asked));

        // Then
        assertThat(request.status()).isEqualTo(Status.WAITING);
    }

    @Test
    void aShortPushWithoutADigitIsNoLoginsCode() {
        // Given
        CodeRequest waits = ask(request().run("wr_1"));
        arrive(message().code("Ok thanks").foundBy("short-words"));

        // When
        CodeRequest asksLater = ask(request().run("wr_2").wanting(OtpType.TOTP));
        CodeReceived code = arrive(message().code("123456").foundBy("short-content"));

        // Then
        assertThat(asksLater.status()).isEqualTo(Status.WAITING);
        assertThat(codeOf(now(waits))).isEqualTo(code.totpCodeId());
    }

    @Test
    void theTypeIsRightIfAsked() {
        // Given
        CodeReceived code = arrive(message().code("123456"));

        // When
        CodeRequest wantsLink = ask(request().run("wr_1").wanting(OtpType.MAGIC_LINK));
        CodeRequest wantsCode = ask(request().run("wr_2").wanting(OtpType.TOTP));

        // Then
        assertThat(wantsLink.status()).isEqualTo(Status.WAITING);
        assertThat(codeOf(wantsCode)).isEqualTo(code.totpCodeId());
    }

    @Test
    void claimingTheLinkOfAMessageClaimsItsCodeToo() {
        // Given
        arrive(message().code("123456").link("https://example.com/in?token=abc"));

        // When
        CodeRequest wantsLink = ask(request().run("wr_1").wanting(OtpType.MAGIC_LINK));
        CodeRequest wantsCode = ask(request().run("wr_2").wanting(OtpType.TOTP));

        // Then
        assertThat(GivenCode.delivery(wantsLink)).isNotNull();
        assertThat(GivenCode.received(wantsLink).type()).isEqualTo(OtpType.MAGIC_LINK);
        assertThat(wantsCode.status()).isEqualTo(Status.WAITING);
    }

    @Test
    void aMessageWithBothGivesItsCodeWhenNoTypeIsAsked() {
        // Given
        arrive(message().code("123456").link("https://example.com/in?token=abc"));

        // When
        CodeRequest request = ask(request());

        // Then
        assertThat(GivenCode.delivery(request)).isNotNull();
        assertThat(GivenCode.received(request).type()).isEqualTo(OtpType.TOTP);
    }

    @Test
    void theShortestOfLifespanAndExpiriesWins() {
        // Given
        Instant now = clock.instant();
        Instant stated = now.plusSeconds(120);
        Instant sent = now.plusSeconds(240);

        // When
        CodeRequest byMessage =
                ask(after(message().code("111111").statedUntil(stated).expiresAt(sent), "wr_1"));
        CodeRequest byCaller = ask(
                after(message().code("222222").statedUntil(now.plusSeconds(900)).expiresAt(sent), "wr_2"));
        CodeRequest byLifespan = ask(after(message().code("333333").receivedAt(now), "wr_3"));

        // Then
        assertThat(until(byMessage)).isEqualTo(micros(stated));
        assertThat(until(byCaller)).isEqualTo(micros(sent));
        assertThat(until(byLifespan)).isEqualTo(micros(now.plusSeconds(600)));
    }

    @Test
    void aCodeWhoseStatedExpiryIsOverIsNotGiven() {
        // Given
        arrive(message().code("123456").statedUntil(clock.instant().minusSeconds(1)));

        // When
        CodeRequest request = ask(request());

        // Then
        assertThat(request.status()).isEqualTo(Status.WAITING);
    }

    @Test
    void aCodeReceivedBeforeReceivedAfterIsNotGiven() {
        // Given
        Instant now = clock.instant();
        arrive(message().code("111111").receivedAt(now.minusSeconds(30)));
        CodeReceived later = arrive(message().code("222222").receivedAt(now.minusSeconds(10)));

        // When
        CodeRequest request = ask(request().run("wr_1").receivedAfter(now.minusSeconds(20)));
        CodeRequest other = ask(request().run("wr_2").receivedAfter(now.minusSeconds(20)));

        // Then
        assertThat(codeOf(request)).isEqualTo(later.totpCodeId());
        assertThat(other.status()).isEqualTo(Status.WAITING);
    }

    @Test
    void aReceivedAfterInTheFutureCountsAsNow() {
        // Given
        Instant clockAhead = clock.instant().plusSeconds(300);
        arrive(message().code("111111").receivedAt(clock.instant().minusSeconds(1)));
        CodeRequest request = ask(request().run("wr_1").receivedAfter(clockAhead));

        // When
        CodeReceived later =
                arrive(message().code("222222").receivedAt(clock.instant().plusSeconds(1)));

        // Then
        assertThat(request.status()).isEqualTo(Status.WAITING);
        assertThat(codeOf(now(request))).isEqualTo(later.totpCodeId());
    }

    @Test
    void looksBackTwoMinutesBeforeTheRunsFirstRequest() {
        // Given
        Instant now = clock.instant();
        arrive(message().code("111111").receivedAt(now.minusSeconds(130)));
        CodeRequest none = ask(request().run("wr_looks_back"));

        // When
        CodeReceived fresh = arrive(message().code("222222").receivedAt(now.minusSeconds(110)));
        pass(6);

        // Then
        assertThat(none.status()).isEqualTo(Status.WAITING);
        assertThat(codeOf(polls(none))).isEqualTo(fresh.totpCodeId());
    }

    @Test
    void aCodeIsNotGivenToAnotherRunTaskOrWorkflow() {
        // Given
        arrive(message().code("111111").run(new RunScope(null, null, "wr_other")));
        arrive(message().code("222222").run(new RunScope("tsk_other", null, null)));
        arrive(message().code("333333").run(new RunScope(null, "w_other", null)));

        // When
        CodeRequest request = ask(request().run("wr_1").task("tsk_1").workflow("w_1"));

        // Then
        assertThat(request.status()).isEqualTo(Status.WAITING);
    }

    @Test
    void theClosestScopeComesFirst() {
        // Given: the newest is the least bound
        Instant now = clock.instant();
        RunScope asking = new RunScope("tsk_1", "w_1", "wr_1");
        CodeReceived ofRun =
                arrive(message().code("111111").receivedAt(now.minusSeconds(40)).run(new RunScope(null, null, "wr_1")));
        CodeReceived ofTask = arrive(
                message().code("222222").receivedAt(now.minusSeconds(30)).run(new RunScope("tsk_1", null, null)));
        CodeReceived ofWorkflow =
                arrive(message().code("333333").receivedAt(now.minusSeconds(20)).run(new RunScope(null, "w_1", null)));
        CodeReceived ofNobody = arrive(message().code("444444").receivedAt(now.minusSeconds(10)));

        // When
        List<String> inOrder = List.of(take(asking), take(asking), take(asking), take(asking));

        // Then
        assertThat(inOrder)
                .containsExactly(
                        ofRun.totpCodeId(), ofTask.totpCodeId(), ofWorkflow.totpCodeId(), ofNobody.totpCodeId());
    }

    @Test
    void aCodeOfAWorkflowMeetsTheWorkflowAcrossItsVersions() {
        // Given
        CodeReceived code = arrive(message().code("123456").run(new RunScope(null, "wpid_1", null)));

        // When
        CodeRequest request = ask(request().workflow("w_7").permanentWorkflow("wpid_1"));

        // Then
        assertThat(codeOf(request)).isEqualTo(code.totpCodeId());
    }

    @Test
    void withinARankTheNewestIsGiven() {
        // Given
        Instant now = clock.instant();
        arrive(message().code("111111").receivedAt(now.minusSeconds(40)));
        CodeReceived newest = arrive(message().code("222222").receivedAt(now.minusSeconds(10)));
        arrive(message().code("333333").receivedAt(now.minusSeconds(30)));

        // When
        CodeRequest request = ask(request());

        // Then
        assertThat(codeOf(request)).isEqualTo(newest.totpCodeId());
    }

    @Test
    void askingAgainGivesTheCodeAgainUnlessReceivedAfterExcludesIt() {
        // Given
        Instant now = clock.instant();
        CodeReceived code = arrive(message().code("111111").receivedAt(now.minusSeconds(30)));
        ask(request().run("wr_1"));

        // When
        CodeRequest again = ask(request().run("wr_1"));
        CodeRequest later = ask(request().run("wr_1").receivedAfter(now.minusSeconds(10)));

        // Then
        assertThat(codeOf(again)).isEqualTo(code.totpCodeId());
        assertThat(later.status()).isEqualTo(Status.WAITING);
    }
}

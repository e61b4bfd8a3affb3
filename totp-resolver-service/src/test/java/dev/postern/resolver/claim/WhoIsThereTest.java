package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.CodeReceived;
import dev.postern.events.OtpType;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.NewCodeRequest.Holder;
import dev.postern.resolver.state.Status;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** docs/rules.md, "The second login gets the second code": only to who is there, and whose site, against a real database. */
class WhoIsThereTest extends MatchingRules {
    private static final Duration LONG = Duration.ofSeconds(55);

    private final String replica = UUID.randomUUID().toString();
    private final String other = UUID.randomUUID().toString();

    @Test
    void aCodePassesByARequestThatNobodyAttends() {
        // Given
        CodeRequest dead = ask(request().run("wr_1"));
        pass(16);
        CodeRequest second = ask(request().run("wr_2"));

        // When
        CodeReceived code = arrive(message().code("111111"));

        // Then
        assertThat(now(dead).status()).isEqualTo(Status.WAITING);
        assertThat(codeOf(now(second))).isEqualTo(code.totpCodeId());
    }

    @Test
    void aPollerIsThereForFifteenSecondsAfterEachCall() {
        // Given
        CodeRequest poller = ask(request().run("wr_1"));
        pass(14);
        database.attendance.comeBack(ORG, poller.id(), null);
        pass(14);

        // When
        CodeReceived code = arrive(message().code("111111"));

        // Then
        assertThat(codeOf(now(poller))).isEqualTo(code.totpCodeId());
    }

    @Test
    void aCallerThatComesBackGetsTheCodeThatCameMeanwhile() {
        // Given
        CodeRequest request = ask(request().run("wr_1"));
        pass(16);
        CodeReceived code = arrive(message().code("111111"));

        // When
        Optional<Attendance.Back> back = database.attendance.comeBack(ORG, request.id(), null);

        // Then
        assertThat(back.map(Attendance.Back::request).map(MatchingRules::codeOf))
                .hasValue(code.totpCodeId());
    }

    @Test
    void aHeldCallerIsThereAsLongAsItsReplicaLives() throws SQLException {
        // Given
        lives(replica, 6);
        CodeRequest held = ask(request().run("wr_1").heldBy(replica, LONG));
        pass(50);

        // When
        CodeReceived code = arrive(message().code("111111"));

        // Then
        assertThat(codeOf(now(held))).isEqualTo(code.totpCodeId());
    }

    @Test
    void theCallersOfAReplicaThatCrashedAreNotThere() throws SQLException {
        // Given
        lives(replica, 6);
        CodeRequest held = ask(request().run("wr_1").heldBy(replica, LONG));
        CodeRequest second = ask(request().run("wr_2"));
        lives(replica, -1);

        // When
        CodeReceived code = arrive(message().code("111111"));

        // Then
        assertThat(now(held).status()).isEqualTo(Status.WAITING);
        assertThat(codeOf(now(second))).isEqualTo(code.totpCodeId());
    }

    @Test
    void aCallerWhoseReplicaCrashedIsThereAgainOnceAnotherHoldsIt() throws SQLException {
        // Given
        CodeRequest held = ask(request().run("wr_1").heldBy(replica, LONG));
        lives(other, 6);

        // When
        database.attendance.comeBack(ORG, held.id(), new Holder(other, LONG));
        pass(50);
        CodeReceived code = arrive(message().code("111111"));

        // Then
        assertThat(codeOf(now(held))).isEqualTo(code.totpCodeId());
    }

    @Test
    void aCallerWhoseConnectionBrokeIsGoneAtOnce() throws SQLException {
        // Given
        lives(replica, 6);
        CodeRequest held = ask(request().run("wr_1").heldBy(replica, LONG));

        // When
        database.attendance.leave(held, replica);
        arrive(message().code("111111"));

        // Then
        assertThat(now(held).status()).isEqualTo(Status.WAITING);
    }

    @Test
    void aCallerThatIsBackIsNotForgottenByItsOldConnection() throws SQLException {
        // Given
        lives(replica, 6);
        CodeRequest held = ask(request().run("wr_1").heldBy(replica, LONG));
        database.attendance.comeBack(ORG, held.id(), new Holder(replica, LONG));

        // When
        database.attendance.leave(held, replica);
        CodeReceived code = arrive(message().code("111111"));

        // Then
        assertThat(codeOf(now(held))).isEqualTo(code.totpCodeId());
    }

    @Test
    void aRequestThatTwoReplicasHoldLosesOneOfThem() throws SQLException {
        // Given
        lives(replica, 6);
        lives(other, 6);
        CodeRequest held = ask(request().run("wr_1").heldBy(replica, LONG));
        CodeRequest both = database.attendance
                .comeBack(ORG, held.id(), new Holder(other, LONG))
                .orElseThrow()
                .request();

        // When
        database.attendance.leave(both, other);
        pass(20);
        CodeReceived code = arrive(message().code("111111"));

        // Then
        assertThat(codeOf(now(held))).isEqualTo(code.totpCodeId());
    }

    @Test
    void aLinkGoesToWhoAskedForOneBeforeAnOlderRequestThatNamedNoType() {
        // Given
        CodeRequest older = ask(request().run("wr_1"));
        CodeRequest wantsLink = ask(request().run("wr_2").wanting(OtpType.MAGIC_LINK));

        // When
        CodeReceived link = arrive(message().link("https://example.com/in?token=abc"));

        // Then
        assertThat(codeOf(now(wantsLink))).isEqualTo(link.totpCodeId());
        assertThat(now(older).status()).isEqualTo(Status.WAITING);
    }

    @Test
    void aCodeGoesToTheLoginAtItsSendersSiteBeforeAnOlderOne() {
        // Given
        CodeRequest silent = ask(request().run("wr_1"));
        CodeRequest atShop = ask(request().run("wr_2").onPageOf("www.shop.example"));
        CodeRequest atBank = ask(request().run("wr_3").onPageOf("login.bank.example"));

        // When
        CodeReceived ofBank = arrive(message().code("111111").from("no-reply@mail.bank.example"));
        CodeReceived ofNobody = arrive(message().code("222222").from("no-reply@mail.bank.example"));
        CodeReceived ofShop = arrive(message().code("333333").from("SHOP"));

        // Then
        assertThat(codeOf(now(atBank))).isEqualTo(ofBank.totpCodeId());
        assertThat(codeOf(now(silent))).isEqualTo(ofNobody.totpCodeId());
        assertThat(codeOf(now(atShop))).isEqualTo(ofShop.totpCodeId());
    }

    @Test
    void aLoginGetsTheCodeOfItsSiteBeforeANewerOneThatSaysNothingAndThatBeforeAnothers() {
        // Given
        CodeReceived ofLink = arrive(message()
                .link("https://in.bank.example/?token=abc")
                .code("111111")
                .receivedAt(clock.instant().minusSeconds(9)));
        CodeReceived silent =
                arrive(message().code("222222").receivedAt(clock.instant().minusSeconds(6)));
        CodeReceived others = arrive(message().code("333333").from("no-reply@shop.example"));

        // When
        CodeRequest first = ask(request().run("wr_1").onPageOf("bank.example"));
        CodeRequest second = ask(request().run("wr_2").onPageOf("bank.example"));
        CodeRequest third = ask(request().run("wr_3").onPageOf("bank.example"));

        // Then
        assertThat(codeOf(first)).isEqualTo(ofLink.totpCodeId());
        assertThat(codeOf(second)).isEqualTo(silent.totpCodeId());
        assertThat(codeOf(third)).isEqualTo(others.totpCodeId());
    }

    @Test
    void anAcceptedCodeTeachesWhichSiteItsSenderServes() {
        // Given
        CodeRequest taught = ask(request().run("wr_1").onPageOf("taught.example"));
        arrive(message().code("111111").from("72345"));
        outcomes.report(ORG, taught.id(), Outcomes.Outcome.ACCEPTED);
        CodeRequest elsewhere = ask(request().run("wr_2").onPageOf("shop.example"));
        CodeRequest there = ask(request().run("wr_3").onPageOf("taught.example"));

        // When
        CodeReceived code = arrive(message().code("222222").from("72345"));

        // Then
        assertThat(codeOf(now(there))).isEqualTo(code.totpCodeId());
        assertThat(now(elsewhere).status()).isEqualTo(Status.WAITING);
    }
}

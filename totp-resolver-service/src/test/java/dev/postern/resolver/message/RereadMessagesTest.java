package dev.postern.resolver.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.postern.events.MessageUnparsed;
import dev.postern.events.OtherHashes;
import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.events.identifier.Identifier;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.MessageTests;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.claim.CodeRequests.Creation;
import dev.postern.resolver.state.Asked;
import dev.postern.resolver.state.NewCodeRequest;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages that an older extractor left open, and a login that asks for a type. */
@ExtendWith(WiredResolver.class)
class RereadMessagesTest extends MessageTests {
    @Inject
    CodeRequests requests;

    @Inject
    IndexKey indexKey;

    @Inject
    PayloadSealer sealer;

    private static final String TOTP = ",\"otp_type\":\"totp\"";
    private static final String LINK = ",\"otp_type\":\"magic_link\"";
    private static final String LONE = "Larkspur zumbi kelo 604417";
    private static final String TEXT = "Your verification code is 482913. It is valid for 5 minutes.";

    @Test
    void aLoginThatAsksForATypeGetsWhatIsFoundNow() {
        // Given
        Instant received = clock.instant().minusSeconds(1);
        String id = stored(draft().receivedAt(received).unparsed(TEXT));

        // When
        Response asked = ask(TOTP);

        // Then
        asked.then()
                .statusCode(200)
                .body("status", equalTo("delivered"))
                .body("code", equalTo("482913"))
                .body("totp_code_id", equalTo(id))
                .body("evidence.rule", equalTo("keyword-bound"));
        assertThat(Instant.parse(asked.path("valid_until"))).isBefore(received.plus(Duration.ofMinutes(6)));
        assertThat(state(id)).isEqualTo("parsed");
        ask(TOTP).then().statusCode(202);
    }

    @Test
    void aLoginThatWaitsForATypeGetsWhatArrivesForIt() throws Exception {
        // Given
        CompletableFuture<Response> held = askAndWait(TOTP);

        // When
        publisher.publish(draft().unparsed(TEXT));

        // Then
        held.get(20, TimeUnit.SECONDS).then().statusCode(200).body("code", equalTo("482913"));
    }

    @Test
    void aLoginThatWaitsGetsTheCodeOfALongTextWhosePartsComeApart() throws Exception {
        // Given
        CompletableFuture<Response> held = askAndWait("");
        String group = indexKey.digest("test", address);
        MessageUnparsed first = draft().from("+12025550117").part(group, 1, 2).unparsed("Your code is 48");

        // When
        publisher.publish(draft().from("+12025550117").part(group, 2, 2).unparsed("2913."));
        publisher.publish(first);

        // Then
        held.get(20, TimeUnit.SECONDS)
                .then()
                .statusCode(200)
                .body("code", equalTo("482913"))
                .body("totp_code_id", equalTo(first.totpCodeId()));
        asCaller().get(ROUTE).then().statusCode(200).body("messages", hasSize(0));
    }

    @Test
    void aLoginIsAnsweredWhenItsReplicaDiedBeforeReadingAgain() {
        // Given: a message, and a request of which only the row was left
        stored(draft().unparsed(TEXT));
        String id = ((Creation.Created) requests.create(row())).request().id();

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> asCaller()
                        .get("/v1/code-requests/" + id)
                        .then()
                        .statusCode(200)
                        .body("code", equalTo("482913")));
    }

    @Test
    void aLoginThatTakesAnythingGetsWhatIsFoundNow() {
        // Given
        String id = stored(draft().unparsed(TEXT));

        // When
        Response asked = ask("");

        // Then
        asked.then().statusCode(200).body("code", equalTo("482913"));
        assertThat(state(id)).isEqualTo("parsed");
    }

    @Test
    void aLoginThatComesLaterGetsALoneNumberThatNobodyExpected() {
        // Given
        String id = stored(draft().unparsed(LONE));

        // When
        Response asked = ask("");

        // Then
        asked.then().statusCode(200).body("code", equalTo("604417")).body("evidence.rule", equalTo("expected-number"));
        assertThat(state(id)).isEqualTo("parsed");
        ask("").then().statusCode(202);
    }

    @Test
    void aLoginThatWaitsGetsALoneNumberAsSoonAsItArrives() throws Exception {
        // Given
        CompletableFuture<Response> held = askAndWait("");

        // When
        publisher.publish(draft().unparsed(LONE));

        // Then
        held.get(20, TimeUnit.SECONDS)
                .then()
                .statusCode(200)
                .body("code", equalTo("604417"))
                .body("evidence.rule", equalTo("expected-number"));
    }

    @Test
    void aCodeIsForTheLoginThatTakesAnythingWhenTheOtherWaitsForALink() {
        // Given
        String link = ask(LINK + ",\"workflow_run_id\":\"wr_1\"").path("code_request_id");
        String anything = ask(",\"workflow_run_id\":\"wr_2\"").path("code_request_id");

        // When
        publisher.publish(draft().unparsed(LONE));

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        asCaller().get("/v1/code-requests/" + anything).then().body("code", equalTo("604417")));
        asCaller().get("/v1/code-requests/" + link).then().body("status", equalTo("waiting"));
    }

    @Test
    void anExpectedMessageWithoutANumberStaysOpen() {
        // Given
        String thanks = stored(draft().unparsed("Ok thanks, see you tomorrow"));
        String order = stored(draft().unparsed("Order no. 604417 has shipped"));

        // When
        Response asked = ask("");

        // Then
        asked.then().statusCode(202);
        assertThat(List.of(thanks, order))
                .allSatisfy(id -> assertThat(state(id)).isEqualTo("open"));
    }

    @Test
    void whatIsNoAnswerStaysOpen() {
        // Given
        String code = stored(draft().unparsed(TEXT));
        String nothing = stored(draft().unparsed("The picnic is on Sunday"));

        // When
        Response asked = ask(LINK);

        // Then
        asked.then().statusCode(202);
        assertThat(state(code)).isEqualTo("open");
        assertThat(state(nothing)).isEqualTo("open");
    }

    @Test
    void onlyWhatTheLoginCouldHaveIsRead() {
        // Given
        Instant now = clock.instant();
        String before =
                stored(draft().receivedAt(now.minus(Duration.ofMinutes(6))).unparsed(TEXT));
        String expired = stored(draft().expiresAt(now.minusSeconds(1)).unparsed(TEXT));
        String others = stored(draft().run(new RunScope(null, null, "wr_2")).unparsed(TEXT));
        String elsewhere = stored(draft().from("code@other.example").unparsed(TEXT));
        String cut = stored(draft().from("code@shop.example").unparsedAndCut(TEXT));

        // When
        Response asked = ask(TOTP + ",\"workflow_run_id\":\"wr_1\",\"sender\":\"shop.example\"");

        // Then
        asked.then().statusCode(202);
        assertThat(List.of(before, expired, others, elsewhere, cut))
                .allSatisfy(id -> assertThat(state(id)).isEqualTo("open"));
    }

    @Test
    void anOldCodeInAReplysQuoteIsNotTaken() {
        // Given
        String id = stored(draft().from("friend@example.org")
                .unparsedMail(
                        "no_candidate",
                        "Re: your code",
                        "Thanks!\n\nOn Mon, 1 Mar 2026 at 10:00, Shop <code@shop.example> wrote:\n> " + TEXT));

        // When
        Response asked = ask(TOTP);

        // Then
        asked.then().statusCode(202);
        assertThat(state(id)).isEqualTo("open");
    }

    @Test
    void aForwardingsNumberIsNoLogins() {
        // Given
        String id = stored(draft().from("forwarding-noreply@google.com")
                .unparsedMail(
                        "forwarding_setup",
                        "(#123456789) Gmail Forwarding Confirmation",
                        "Confirmation code: 123456789\nhttps://mail-settings.google.com/mail/vf-planted"));

        // When
        Response asked = ask(TOTP);

        // Then
        asked.then().statusCode(202);
        assertThat(state(id)).isEqualTo("open");
    }

    @Test
    void ofManyLoginsThatAskAtOnceOneGetsIt() {
        // Given
        stored(draft().unparsed(TEXT));

        // When
        List<CompletableFuture<Response>> asking = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> ask(TOTP + ",\"workflow_run_id\":\"wr_" + i + "\"")))
                .toList();
        asking.forEach(CompletableFuture::join);

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> asCaller()
                        .get("/v1/code-requests?status=waiting")
                        .then()
                        .body("code_requests", hasSize(11)));
        asCaller().get("/v1/credentials/totp").then().body("$", hasSize(1));
        assertThat(asking.stream().filter(asked -> asked.join().statusCode() == 200))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aTextSentTwiceIsHandedOutOnce() {
        // Given
        stored(draft().unparsed(TEXT));
        stored(draft().unparsed(TEXT));

        // When
        Response first = ask(TOTP + ",\"workflow_run_id\":\"wr_1\"");
        Response second = ask(TOTP + ",\"workflow_run_id\":\"wr_2\"");

        // Then
        first.then().statusCode(200).body("code", equalTo("482913"));
        second.then().statusCode(202);
    }

    private NewCodeRequest row() {
        String id = "cr_" + UUID.randomUUID();
        Identifier identifier = Identifier.of(address);
        return new NewCodeRequest(
                id,
                organization,
                "ak_1",
                RunScope.NONE,
                null,
                new Asked.Recipient(
                        indexKey.matchKey(organization, identifier).value(),
                        sealer.seal(address, Asked.identifierPlace(organization, id)),
                        identifier.masked()),
                null,
                false,
                OtpType.TOTP,
                null,
                null,
                null,
                5,
                Duration.ofMinutes(15),
                null,
                "digest",
                List.of(),
                null,
                null,
                null,
                false,
                OtherHashes.none());
    }
}

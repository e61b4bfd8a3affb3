package dev.postern.resolver.message;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.events.MessageUnparsed;
import dev.postern.resolver.MessageTests;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(WiredResolver.class)
class MessagesApiTest extends MessageTests {
    /** Messages that are a month old are deleted while the tests run. */
    private final Instant hourAgo = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MICROS);

    private static final String CONFIRM = "https://mail-settings.google.com/mail/vf-planted";

    @Test
    void listsMessagesWithoutACodeAndShowsTheContentOfOne() {
        // When
        String id = stored(draft().from("Shop <news@shop.example>").unparsed("The picnic is on Sunday"));

        // Then
        asCaller()
                .get(ROUTE)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("messages[0].totp_code_id", equalTo(id))
                .body("messages[0].state", equalTo("open"))
                .body("messages[0].reason", equalTo("no_candidate"))
                .body("messages[0].totp_identifier", equalTo(address))
                .body("messages[0].sender", equalTo("Shop <news@shop.example>"))
                .body("messages[0].channel_id", equalTo("ch_test"))
                .body("messages[0].usable_until", notNullValue())
                .body("messages[0].setup", nullValue())
                .body("messages[0].content", nullValue())
                .body("next_cursor", nullValue());
        asCaller()
                .get(ROUTE + "/" + id)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("content", equalTo("The picnic is on Sunday"))
                .body("content_truncated", equalTo(false));
    }

    @Test
    void keepsAMessageThatComesTwiceOnce() {
        // Given
        MessageUnparsed message = draft().unparsed("twice");
        stored(message);

        // When
        publisher.publish(message);
        stored(draft().unparsed("after it"));

        // Then
        asCaller().get(ROUTE).then().body("messages.size()", equalTo(2));
    }

    @Test
    void pagesNewestFirst() {
        // Given
        Instant now = hourAgo;
        String oldest = stored(draft().receivedAt(now).unparsed("one"));
        String middle = stored(draft().receivedAt(now).unparsed("two"));
        String newest = stored(draft().receivedAt(now.plusSeconds(1)).unparsed("three"));

        // When
        Response first = asCaller().queryParam("limit", "2").get(ROUTE);
        Response second = asCaller()
                .queryParam("limit", "2")
                .queryParam("cursor", first.<String>path("next_cursor"))
                .get(ROUTE);

        // Then
        first.then().body("messages.totp_code_id", contains(newest, middle));
        second.then().body("messages.totp_code_id", contains(oldest)).body("next_cursor", nullValue());
    }

    @Test
    void filtersByReasonStateAndTime() {
        // Given
        Instant morning = hourAgo.minus(Duration.ofHours(4));
        Instant noon = hourAgo;
        String early = stored(draft().receivedAt(morning).unparsed("early"));
        String late = stored(draft().receivedAt(noon).unparsedMail("ambiguous", "late", "two of them"));
        asCaller().post(ROUTE + "/" + early + "/dismiss").then().statusCode(200);

        // Then
        asCaller().queryParam("reason", "ambiguous").get(ROUTE).then().body("messages.totp_code_id", contains(late));
        asCaller().queryParam("state", "dismissed").get(ROUTE).then().body("messages.totp_code_id", contains(early));
        asCaller()
                .queryParam("received_after", morning.toString())
                .get(ROUTE)
                .then()
                .body("messages.totp_code_id", contains(late));
        asCaller()
                .queryParam("received_before", noon.toString())
                .get(ROUTE)
                .then()
                .body("messages.totp_code_id", contains(early));
        asCaller().queryParam("state", "picked").get(ROUTE).then().body("messages", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "reason,why",
        "state,lost",
        "received_after,yesterday",
        "received_before,12",
        "cursor,bm90IG91cnM",
        "cursor,MjAyNi0wMy0wMVQwODowMDowMFogJw",
        "cursor,KzEwMDAwMDAwMDAtMDEtMDFUMDA6MDA6MDBaIHRvdHBfMQ",
        "received_after,+999999999-12-31T00:00:00Z",
        "limit,0",
        "limit,201",
        "limit,many"
    })
    void refusesAFilterItDoesNotKnow(String parameter, String value) {
        asCaller()
                .queryParam(parameter, value)
                .get(ROUTE)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.pointer", contains("/" + parameter));
    }

    @Test
    void showsGmailsQuestionWithItsLinkAndNumber() {
        // Given
        String id = stored(draft().from("Gmail Team <forwarding-noreply@google.com>")
                .unparsedMail(
                        "forwarding_setup",
                        "(#123456789) Gmail Forwarding Confirmation",
                        "Confirm here:\n" + CONFIRM + "\nThanks"));

        // Then
        asCaller()
                .queryParam("reason", "forwarding_setup")
                .get(ROUTE)
                .then()
                .body("messages[0].totp_code_id", equalTo(id))
                .body("messages[0].setup.confirm_url", equalTo(CONFIRM))
                .body("messages[0].setup.code", equalTo("123456789"));
        asCaller()
                .body("{\"code\":\"123456789\"}")
                .post(ROUTE + "/" + id + "/pick")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/conflict"));
    }

    @Test
    void tellsAStrangerNothing() {
        // Given
        String id = stored(draft().unparsed("Code 482913 or 771203"));
        String stranger = publisher.key("o_" + UUID.randomUUID());

        // Then
        as(stranger).get(ROUTE).then().statusCode(200).body("messages", empty());
        for (String path : new String[] {"", "/pick", "/dismiss"}) {
            Response foreign = call(stranger, id, path);
            Response unknown = call(stranger, "totp_0", path);
            foreign.then().statusCode(404);
            assertThat(foreign.<String>path("detail")).isEqualTo(unknown.path("detail"));
        }
        given().get(ROUTE).then().statusCode(403);
        assertThat(state(id)).isEqualTo("open");
    }

    @Test
    void settlingAMessageTakesBothScopes() {
        // Given
        String id = stored(draft().unparsed("Code 482913 or 771203"));
        String phone = publisher.key(organization, "codes:push");
        String reader = publisher.key(organization, "codes:read");

        // Then
        as(phone).get(ROUTE).then().statusCode(403);
        as(phone).get(ROUTE + "/" + id).then().statusCode(403);
        for (String path : new String[] {"/pick", "/dismiss"}) {
            call(phone, id, path).then().statusCode(403);
            call(reader, id, path).then().statusCode(403);
        }
        as(reader).get(ROUTE + "/" + id).then().statusCode(200);
    }

    @Test
    void showsAMessageThatDoesNotOpenWithoutWhatIsSealed() {
        // Given
        MessageUnparsed message = draft().unparsed("moved");
        MessageUnparsed other = draft().unparsed("here");
        MessageUnparsed broken = withSealed(message, other);

        // When
        String id = stored(broken);

        // Then
        asCaller()
                .get(ROUTE + "/" + id)
                .then()
                .statusCode(200)
                .body("totp_identifier", nullValue())
                .body("content", nullValue());
        asCaller()
                .body("{\"code\":\"here\"}")
                .post(ROUTE + "/" + id + "/pick")
                .then()
                .statusCode(409);
    }

    private static Response call(String key, String id, String path) {
        return path.isEmpty()
                ? as(key).get(ROUTE + "/" + id)
                : as(key).body("{\"code\":\"482913\"}").post(ROUTE + "/" + id + path);
    }

    /** The first with the sealed fields of the second, as somebody would who writes to the topic without the keys. */
    private static MessageUnparsed withSealed(MessageUnparsed one, MessageUnparsed other) {
        return new MessageUnparsed(
                one.totpCodeId(),
                one.organizationId(),
                one.matchKey(),
                one.reason(),
                one.source(),
                one.run(),
                one.receivedAt(),
                one.expiresAt(),
                one.origin(),
                one.identifierMasked(),
                other.identifierSealed(),
                other.contentSealed(),
                one.contentTruncated(),
                null,
                null);
    }
}

package dev.postern.resolver.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.events.ChannelChanged;
import dev.postern.events.ChannelPosted;
import dev.postern.events.ChannelPosted.Verdict;
import dev.postern.events.InboundChannelChanged;
import dev.postern.events.MatchBy;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import dev.postern.resolver.MessageTests;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** docs/channels.md, "What came". */
@ExtendWith(WiredResolver.class)
class PostsTest extends MessageTests {
    private static final String DETAILS = """
            {"signed_scheme":"https","signed_host":"codes.example.com","signed_port":"443",
             "signed_path":"/webhooks/twilio/ct_•••","arrived_host":"abc.tunnel.example","arrived_path":"/webhooks/x"}""";

    @Inject
    PayloadSealer sealer;

    @Inject
    StoredPosts stored;

    private final String channel = "ch_" + UUID.randomUUID();
    private @Nullable String admin;

    @Test
    void tellsWhatWasSignedOverAndWhatToDo() {
        // Given
        channelIsMade();
        publisher.publish(post(Verdict.REFUSED, "bad_signature", 1, null, DETAILS));

        // When
        ValidatableResponse list = listed(1);

        // Then
        list.body("posts[0].verdict", equalTo("refused"))
                .body("posts[0].reason", equalTo("bad_signature"))
                .body("posts[0].signed_over.scheme", equalTo("https"))
                .body("posts[0].signed_over.host", equalTo("codes.example.com"))
                .body("posts[0].signed_over.port", equalTo(443))
                .body("posts[0].signed_over.path", equalTo("/webhooks/twilio/ct_•••"))
                .body("posts[0].arrived_at.host", equalTo("abc.tunnel.example"))
                .body("posts[0].explanation", containsString("over codes.example.com, and the post came to abc.tunnel"))
                .body("counts.refused", equalTo(1))
                .body("refused.bad_signature", equalTo(1))
                .body("last_post_at", notNullValue())
                .body("last_message_at", nullValue());
    }

    @Test
    void tellsWhatWasTakenMaskedAndSealed() throws Exception {
        // Given
        channelIsMade();
        ChannelPosted event = post(Verdict.ACCEPTED, null, 1, "totp_1", "{\"provider_message_id\":\"SM-canary\"}");
        publisher.publish(event);

        // When
        ValidatableResponse list = listed(1);

        // Then
        list.body("posts[0].identifier_masked", equalTo("+•••••••0143"))
                .body("posts[0].code_masked", equalTo("••••91"))
                .body("posts[0].bytes", equalTo(412))
                .body("posts[0].provider_message_id", equalTo("SM-canary"))
                .body("posts[0].totp_code_id", equalTo("totp_1"))
                .body("posts[0].signed_over", nullValue())
                .body("last_message_at", notNullValue());
        assertThat(event.toString()).doesNotContain("SM-canary");
    }

    @Test
    void callsAMessageThatAnotherReplicaTookADuplicate() {
        // Given
        channelIsMade();
        publisher.publish(post(Verdict.ACCEPTED, null, 1, "totp_1", null));
        listed(1);

        // When
        publisher.publish(post(Verdict.ACCEPTED, null, 1, "totp_1", null));

        // Then
        listed(2)
                .body("posts[0].verdict", equalTo("duplicate"))
                .body("posts[0].explanation", equalTo("The message was taken before; nothing was added."))
                .body("counts.accepted", equalTo(1))
                .body("counts.duplicate", equalTo(1));
    }

    @Test
    void keepsTheNewestHundredAndCountsAll() {
        // Given
        channelIsMade();
        IntStream.range(0, 130).forEach(i -> stored.store(post(Verdict.REFUSED, "missing_signature", 1, null, null)));
        stored.store(post(Verdict.REFUSED, "missing_signature", 5_000, null, null));

        // When
        ValidatableResponse list = listed(100);

        // Then
        list.body("posts[0].posts", equalTo(5_000)).body("refused.missing_signature", equalTo(5_130));
    }

    @Test
    void changesNothingWhenAnEventComesAgain() {
        // Given
        channelIsMade();
        ChannelPosted event = post(Verdict.NO_CODE, "ambiguous", 1, "totp_7", null);
        stored.store(event);

        // When
        stored.store(event);

        // Then
        listed(1).body("posts[0].verdict", equalTo("no_code")).body("counts.no_code", equalTo(1));
    }

    @Test
    void tellsOfTheConnectionToAMailbox() {
        // Given
        channelIsMade();
        stored.store(post(Verdict.CONNECTED, null, 1, null, null));
        listed(1).body("connected_since", notNullValue()).body("last_error", nullValue());

        // When
        stored.store(post(Verdict.FAILED, "wrong_password", 1, null, null));

        // Then
        listed(2)
                .body("connected_since", nullValue())
                .body("last_error", equalTo("wrong_password"))
                .body("last_error_at", notNullValue())
                .body("last_post_at", nullValue())
                .body("counts", aMapWithSize(0));
        stored.store(post(Verdict.CONNECTED, null, 1, null, null));
        listed(3).body("connected_since", notNullValue()).body("last_error", equalTo("wrong_password"));
    }

    @Test
    void tellsNothingToAnotherOrganisationAndNothingWithoutTheScope() {
        // Given
        channelIsMade();
        stored.store(post(Verdict.NO_CODE, null, 1, null, null));
        String stranger = publisher.key("o_" + UUID.randomUUID(), "admin");

        // When
        Response foreign = as(stranger).get(route(channel));
        Response unknown = as(stranger).get(route("ch_unknown"));

        // Then
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.<String>path("detail")).isEqualTo(unknown.path("detail"));
        asCaller().get(route(channel)).then().statusCode(403);
    }

    @Test
    void hintsToALoginThatWaitsAndToNobodyElse() {
        // Given
        channelIsMade();
        String id = ask("").path("code_request_id");
        String stranger = publisher.key("o_" + UUID.randomUUID());
        String strangers = as(stranger)
                .body("{\"totp_identifier\":\"" + address + "\"}")
                .post("/v1/code-requests")
                .path("code_request_id");

        // When
        stored.store(post(Verdict.REFUSED, "bad_signature", 1, null, DETAILS));

        // Then
        asCaller()
                .get("/v1/code-requests/" + id)
                .then()
                .body("hints", hasSize(1))
                .body("hints[0].kind", equalTo("post_refused"))
                .body("hints[0].channel_id", equalTo(channel))
                .body("hints[0].refused_because", equalTo("bad_signature"))
                .body("hints[0].totp_code_id", nullValue());
        as(stranger)
                .get("/v1/code-requests/" + strangers)
                .then()
                .body("hints", hasSize(1))
                .body("hints[0].kind", equalTo("nothing_came"));
    }

    @Test
    void doesNotHintAtAChannelThatBringsOtherIdentifiersMessages() {
        // Given
        channelIsMade();
        stored.store(post(Verdict.ACCEPTED, null, 1, "totp_9", null));
        String id = ask("").path("code_request_id");

        // When
        stored.store(post(Verdict.REFUSED, "bad_signature", 1, null, null));

        // Then
        asCaller().get("/v1/code-requests/" + id).then().body("hints.kind", equalTo(List.of("nothing_came")));
    }

    private void channelIsMade() {
        publisher.publish(new InboundChannelChanged(
                UUID.randomUUID().toString(),
                channel,
                organization,
                "twilio",
                List.of(),
                MatchBy.RECIPIENT,
                null,
                null,
                null,
                null,
                null,
                null,
                ChannelChanged.State.ACTIVE,
                1,
                Instant.now(),
                Instant.now()));
    }

    private ChannelPosted post(
            Verdict verdict,
            @Nullable String reason,
            long posts,
            @Nullable String totpCodeId,
            @Nullable String details) {
        String id = "cp_" + UUID.randomUUID();
        boolean taken = totpCodeId != null;
        return new ChannelPosted(
                id,
                channel,
                organization,
                "twilio",
                verdict,
                reason,
                posts,
                412,
                totpCodeId,
                taken ? "some-match-key" : null,
                taken ? "+•••••••0143" : null,
                verdict == Verdict.ACCEPTED ? "••••91" : null,
                details == null ? null : sealer.seal(details, new SealedField(organization, id, "details")),
                clock.instant());
    }

    private ValidatableResponse listed(int posts) {
        if (admin == null) {
            admin = publisher.key(organization, "admin");
        }
        return Awaitility.await()
                .until(
                        () -> as(admin).get(route(channel)),
                        answer -> answer.statusCode() == 200
                                && answer.<List<?>>path("posts").size() == posts)
                .then();
    }

    private static String route(String channel) {
        return "/v1/inbound-channels/" + channel + "/posts";
    }
}

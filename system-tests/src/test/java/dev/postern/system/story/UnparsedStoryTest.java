package dev.postern.system.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages in which no code was found. */
@ExtendWith(RunningSystem.class)
class UnparsedStoryTest {
    private final String address = UUID.randomUUID() + "@example.com";
    private Api api;

    @BeforeEach
    void callAsNewOrganization(LocalSystem system) {
        api = Organizations.fresh(system);
    }

    @Test
    void aPersonPicksTheCodeAndTheLoginThatWaitsHasIt(LocalSystem system) throws Exception {
        // Given
        CompletableFuture<Api.Answer> login =
                api.postLater("/v1/code-requests", "{\"totp_identifier\":\"" + address + "\"}", "Prefer", "wait=40");
        Api.Answer pushed = api.post(
                "/v1/credentials/totp",
                "{\"totp_identifier\":\"" + address + "\",\"content\":\"Either 482 913 or 771 203, I forgot\"}");
        assertThat(pushed.json().get("status").asText()).isEqualTo("raw_pending");
        String id = pushed.json().get("totp_code_id").asText();
        JsonNode listed = listed(1);

        // When
        Api.Answer picked = api.post("/v1/messages/" + id + "/pick", "{\"code\":\"771 203\"}");

        // Then
        assertThat(listed.at("/0/totp_code_id").asText()).isEqualTo(id);
        assertThat(picked.status()).as(picked.text()).isEqualTo(200);
        Api.Answer answer = login.get(60, TimeUnit.SECONDS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("code").asText()).isEqualTo("771203");
        assertThat(answer.json().get("totp_code_id").asText()).isEqualTo(id);
        assertThat(api.post("/v1/messages/" + id + "/pick", "{\"code\":\"482 913\"}")
                        .status())
                .isEqualTo(409);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(TopicContent.texts(system.kafka().bootstrapServers(), Topic.AUDIT))
                                .anySatisfy(record -> assertThat(record.value())
                                        .contains("message.picked", id)
                                        .doesNotContain("771203", "771 203")));
    }

    @Test
    void gmailsQuestionIsShownWithItsLink() {
        // Given
        String url = api.post("/v1/inbound-channels", "{\"name\":\"Mail\",\"provider\":\"mime\",\"secrets\":[]}")
                .json()
                .get("url")
                .asText();
        String mail = """
                From: Gmail <forwarding-noreply@google.com>\r
                Delivered-To: %s\r
                Subject: (#123456789) Gmail Forwarding Confirmation\r
                \r
                https://mail-settings.google.com/mail/vf-planted\r
                """.formatted(address);

        // When
        Api.Answer posted = api.as(null)
                .postAs("message/rfc822", url.substring(api.base().toString().length()), mail);

        // Then
        assertThat(posted.status()).isEqualTo(200);
        JsonNode listed = listed(1);
        assertThat(listed.at("/0/reason").asText()).isEqualTo("forwarding_setup");
        assertThat(listed.at("/0/setup/code").asText()).isEqualTo("123456789");
        assertThat(listed.at("/0/setup/confirm_url").asText())
                .isEqualTo("https://mail-settings.google.com/mail/vf-planted");
    }

    @Test
    void theOperatorRunsWhatIsOpenThroughTheExtractorAgain(LocalSystem system) {
        // Given
        api.post(
                "/v1/credentials/totp",
                "{\"totp_identifier\":\"" + address + "\",\"content\":\"The picnic is on Sunday, bring a salad\"}");
        listed(1);

        // When
        Api.Answer byOwner = api.post("/v1/messages/replay", "{\"dry_run\":true}");
        Api.Answer byOperator = Organizations.operator(system).post("/v1/messages/replay", "{\"dry_run\":true}");

        // Then: an extractor that did not change finds what it found before
        assertThat(byOwner.status()).isEqualTo(403);
        assertThat(byOperator.status()).isEqualTo(200);
        assertThat(byOperator.json().get("read").asInt()).isPositive();
        assertThat(byOperator.json().get("changes")).isEmpty();
    }

    private JsonNode listed(int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> api.get("/v1/messages").json().get("messages"), messages -> messages.size() == count);
    }
}

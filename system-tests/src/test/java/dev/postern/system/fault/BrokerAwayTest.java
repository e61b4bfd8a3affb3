package dev.postern.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import dev.postern.system.Api;
import dev.postern.system.MailSender;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** While the broker is away, what nobody sends again is kept on the disk, and a mail server is told to come again: no login loses its code. */
@ExtendWith(RunningSystem.class)
class BrokerAwayTest {
    // Postern promises five seconds; the rest allows for a busy machine.
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);
    private static final String TOKEN = "a-token-of-the-sender";
    private static final String SENDER = "no-reply@site.example";
    private static final String MAIL =
            "From: " + SENDER + "\r\nSubject: Sign-in\r\n\r\nYour verification code is 880022";

    @Test
    void pushesAreKeptInTimeAndPublishedWithoutARestart(LocalSystem system) throws Exception {
        // Given
        Api api = Organizations.fresh(system);
        String address = UUID.randomUUID() + "@example.com";
        String push = "{\"totp_identifier\":\"" + address + "\",\"content\":\"Your verification code is 551155\"}";
        assertThat(api.post("/v1/credentials/totp", push).status()).isEqualTo(200);
        JsonNode hook = made(api, "{\"name\":\"n\",\"provider\":\"push\",\"secrets\":[\"" + TOKEN + "\"]}");
        String mailbox = UUID.randomUUID() + "@in.example.com";
        made(api, "{\"name\":\"n\",\"provider\":\"smtp\",\"settings\":{\"addresses\":\"" + mailbox + "\"}}");
        MailSender mails = MailSender.to(system);
        awaitTaken(mails, mailbox);
        String person = UUID.randomUUID() + "@example.com";
        String ofPush = waiting(api, person);
        String ofMail = waiting(api, mailbox);

        // When
        system.kafka().stop();
        String meanwhile = "{\"totp_identifier\":\"" + address + "\",\"content\":\"Your verification code is 772277\"}";
        Api.Answer kept;
        Duration took;
        Api.Answer posted;
        String mailed;
        try {
            long asked = System.nanoTime();
            kept = api.post("/v1/credentials/totp", meanwhile);
            took = Duration.ofNanos(System.nanoTime() - asked);
            posted = api.as(null)
                    .post(
                            URI.create(hook.get("url").asText()).getPath(),
                            "{\"to\":\"" + person + "\",\"text\":\"Your verification code is 339944\"}",
                            "Authorization",
                            "Bearer " + TOKEN);
            mailed = mails.send(null, SENDER, mailbox, MAIL);
        } finally {
            system.kafka().restart();
        }

        // Then
        assertThat(kept.status()).isEqualTo(200);
        assertThat(took).isLessThan(LONGEST_ANSWER);
        assertThat(posted.status()).isEqualTo(200);
        assertThat(mailed).isEqualTo("451");
        String later = "{\"totp_identifier\":\"" + address + "\",\"content\":\"Your verification code is 661166\"}";
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(api.post("/v1/credentials/totp", later).status())
                                .isEqualTo(200));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(api.get("/v1/credentials/totp?totp_identifier=" + address)
                                .json()
                                .findValuesAsText("code"))
                        .containsExactlyInAnyOrder("551155", "772277", "661166"));

        // Then: the logins that waited get their codes, once the mail's server has come again
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(mails.send(null, SENDER, mailbox, MAIL)).isEqualTo("250"));
        assertThat(code(api, ofPush)).isEqualTo("339944");
        assertThat(code(api, ofMail)).isEqualTo("880022");

        // Then: every service can again be sure that it does not know a key, and refuses it
        Api stranger = api.as("pk_nobody");
        for (URI service : List.of(
                system.url(Service.CREDENTIAL_SERVICE), system.resolver(0), system.resolver(1), system.resolver(2))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(stranger.at(service)
                                    .get(
                                            service.equals(system.url(Service.CREDENTIAL_SERVICE))
                                                    ? "/v1/credentials"
                                                    : "/v1/credentials/totp")
                                    .status())
                            .isEqualTo(403));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                stranger.post("/v1/credentials/totp", push).status())
                        .isEqualTo(403));
    }

    private static JsonNode made(Api api, String channel) {
        Api.Answer made = api.post("/v1/inbound-channels", channel);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json();
    }

    /** The listener learns of a channel's addresses a moment after it was made. */
    private static void awaitTaken(MailSender mails, String mailbox) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(mails.send(null, SENDER, mailbox, "Subject: Hello\r\n\r\nNothing to see."))
                                .isEqualTo("250"));
    }

    private static String waiting(Api api, String identifier) {
        Api.Answer asked =
                api.post("/v1/code-requests", "{\"totp_identifier\":\"" + identifier + "\",\"timeout_seconds\":600}");
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        return asked.json().get("code_request_id").asText();
    }

    /** The code that the login was given. */
    private static String code(Api api, String request) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> api.get("/v1/code-requests/" + request, "Prefer", "wait=10")
                                .json()
                                .path("code")
                                .asText(),
                        code -> !code.isEmpty());
    }
}

package dev.postern.ingest.mime;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.standardwebhooks.Webhook;
import dev.postern.ingest.IngestServiceResource;
import dev.postern.ingest.TestChannels;
import dev.postern.ingest.smtp.ListeningPort;
import dev.postern.ingest.smtp.SmtpClient;
import dev.postern.ingest.webhook.Posts;
import dev.postern.ingest.webhook.Posts.Taken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole mails, sent to the running service. */
@QuarkusTest
@QuarkusTestResource(IngestServiceResource.class)
class MimeWebhookTest {
    private static final String SECRET = "whsec_8KyuI+ozEZ00me7Gj8r+lTYjTSrEoreeKnAiOzgoADI=";
    private static final String MAIL = """
            From: Example <no-reply@example.org>
            To: user@in.example.com
            X-Forwarded-To: Other <other@example.com>
            Subject: =?UTF-8?Q?Ihr_Code?=
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: quoted-printable

            Ihr Best=C3=A4tigungscode: 730 115
            """.replace("\n", "\r\n");

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @BeforeEach
    void waitUntilReady() {
        await().untilAsserted(() -> given().get(ready).then().statusCode(200));
    }

    @Test
    void takesASignedMailFromItsEnvelope() {
        // Given
        TestChannels.Draft channel = TestChannels.of("mime", SECRET).publish();
        // When
        HttpResponse<String> answer = post(channel, MAIL, "Codes@in.example.com", SECRET);
        HttpResponse<String> again = post(channel, MAIL, "Codes@in.example.com", SECRET);
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        List<Taken> taken = Posts.taken(channel);
        assertThat(taken).hasSize(2).allSatisfy(message -> {
            assertThat(message.withCode()).isTrue();
            assertThat(message.identifier()).isEqualTo("codes@in.example.com");
            assertThat(message.text()).startsWith("Ihr Code\n\nIhr Bestätigungscode: 730 115");
        });
        assertThat(taken.stream().map(Taken::id).distinct()).hasSize(1);
    }

    @Test
    void findsTheIdentifierInAHeader() {
        // Given
        TestChannels.Draft channel =
                TestChannels.of("mime", SECRET).header("x-forwarded-to").publish();
        // When
        post(channel, MAIL, "codes@in.example.com", SECRET);
        // Then
        assertThat(Posts.taken(channel)).extracting(Taken::identifier).containsExactly("other@example.com");
    }

    @Test
    void refusesAForgedMailWithoutATrace() {
        // Given
        TestChannels.Draft channel = TestChannels.of("mime", SECRET).publish();
        // When
        HttpResponse<String> answer =
                post(channel, MAIL, "codes@in.example.com", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=");
        HttpResponse<String> unsigned =
                Posts.send("POST", channel.path(), MAIL.getBytes(StandardCharsets.UTF_8), Stream.of());
        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(unsigned.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(unsigned.body()).startsWith("The signature is missing, wrong or too old.");
        assertThat(Posts.taken(channel)).isEmpty();
    }

    @Test
    void readsTheHtmlWhenTheTextHoldsNothing() {
        // Given
        TestChannels.Draft channel = TestChannels.of("mime").publish();
        String mail = """
                From: no-reply@example.org
                To: user@in.example.com
                Subject: Welcome
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/plain

                Please look at this mail in another program.
                --b
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: base64

                PHA+WW91ciB2ZXJpZmljYXRpb24gY29kZSBpcyA8Yj40ODI5MTM8L2I+PC9wPg==
                --b--
                """;
        // When
        Posts.send("POST", channel.path(), mail.getBytes(StandardCharsets.UTF_8), Stream.of());
        // Then
        assertThat(Posts.taken(channel)).singleElement().satisfies(taken -> {
            assertThat(taken.withCode()).isTrue();
            assertThat(taken.identifier()).isEqualTo("user@in.example.com");
            assertThat(taken.text()).contains("<b>482913</b>");
        });
    }

    @Test
    void keepsAMailWithoutACodeForAPerson() {
        // Given
        TestChannels.Draft channel = TestChannels.of("mime").publish();
        String mail =
                "From: a@b.example\r\nTo: user@in.example.com\r\nSubject: Lunch\r\n\r\n" + "At noon? ".repeat(20_000);
        // When
        HttpResponse<String> answer =
                Posts.send("POST", channel.path(), mail.getBytes(StandardCharsets.UTF_8), Stream.of());
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Posts.taken(channel)).extracting(Taken::withCode).containsExactly(false);
    }

    @Test
    void saysWhereTheSubjectEndsSoThatTheMailCanBeReadAgain() {
        // Given
        TestChannels.Draft plain = TestChannels.of("mime").publish();
        TestChannels.Draft html = TestChannels.of("mime").publish();
        String mail = "To: user@example.com\r\nSubject: Lunch\r\n%s\r\n<p>At noon?</p>\r\n";

        // When
        Posts.send("POST", plain.path(), mail.formatted("").getBytes(StandardCharsets.UTF_8), Stream.of());
        Posts.send(
                "POST",
                html.path(),
                mail.formatted("Content-Type: text/html\r\n").getBytes(StandardCharsets.UTF_8),
                Stream.of());

        // Then
        assertThat(Posts.unparsed(plain)).singleElement().satisfies(event -> {
            assertThat(event.subjectLength()).isEqualTo("Lunch".length());
            assertThat(event.bodyIsHtml()).isNull();
        });
        assertThat(Posts.unparsed(html)).singleElement().satisfies(event -> {
            assertThat(event.subjectLength()).isEqualTo("Lunch".length());
            assertThat(event.bodyIsHtml()).isTrue();
        });
        assertThat(Posts.taken(html))
                .singleElement()
                .satisfies(taken -> assertThat(taken.text()).startsWith("Lunch\n\n<p>"));
    }

    @Test
    void refusesWhatNobodyCouldBeAskedFor() {
        // Given
        TestChannels.Draft channel = TestChannels.of("mime").publish();
        // When
        HttpResponse<String> answer =
                Posts.send("POST", channel.path(), "Your code is 551204".getBytes(StandardCharsets.UTF_8), Stream.of());
        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Posts.taken(channel)).isEmpty();
    }

    @Test
    void passesOverAttachmentsHoweverLarge() {
        // Given
        TestChannels.Draft channel = TestChannels.of("mime").publish();
        String line = "QUJD".repeat(18) + "\r\n";
        String mail = "From: a@b.example\r\nTo: user@in.example.com\r\nSubject: s\r\n"
                + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pdf\r\n"
                + "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n"
                + line.repeat(100_000)
                + "--b\r\nContent-Type: text/plain\r\n\r\nYour verification code is 551204\r\n--b--\r\n";
        // When
        HttpResponse<String> answer =
                Posts.send("POST", channel.path(), mail.getBytes(StandardCharsets.US_ASCII), Stream.of());
        HttpResponse<String> tooLarge = Posts.send("POST", channel.path(), new byte[25 * 1024 * 1024 + 1], Stream.of());
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Posts.taken(channel)).extracting(Taken::withCode).containsExactly(true);
        assertThat(tooLarge.statusCode()).isEqualTo(413);
    }

    @Test
    void takesAMailByTheListenerAsAPostedOne() {
        // Given
        String address = "codes@" + UUID.randomUUID() + ".example.com";
        TestChannels.Draft channel =
                TestChannels.of("smtp").with(Map.of("addresses", address)).publish();
        try (SmtpClient client = new SmtpClient(ListeningPort.now())) {
            client.reply();
            client.say("EHLO site.example");
            // When
            String stranger = client.mail("no-reply@example.org", "other" + address, MAIL);
            String taken = client.mail("no-reply@example.org", address, MAIL);
            String again = client.mail("no-reply@example.org", address, MAIL);
            // Then
            assertThat(stranger).startsWith("550");
            assertThat(taken).startsWith("250");
            assertThat(again).startsWith("250");
        }
        List<Taken> messages = Posts.taken(channel);
        assertThat(messages).hasSize(2).allSatisfy(message -> {
            assertThat(message.withCode()).isTrue();
            assertThat(message.identifier()).isEqualTo("user@in.example.com");
            assertThat(message.text()).startsWith("Ihr Code\n\nIhr Bestätigungscode: 730 115");
        });
        assertThat(messages.stream().map(Taken::id).distinct()).hasSize(1);
    }

    @Test
    void findsAMailInAMailboxAsAPostedOne() throws Exception {
        // Given
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.start();
        try {
            server.setUser("user@in.example.com", "user@in.example.com", "password")
                    .deliver(new MimeMessage(
                            GreenMailUtil.getSession(server.getImap().getServerSetup()),
                            new ByteArrayInputStream(MAIL.getBytes(StandardCharsets.UTF_8))));
            // When
            TestChannels.Draft channel = TestChannels.of("imap", "password")
                    .with(Map.of(
                            "server",
                            "127.0.0.1:" + server.getImap().getPort(),
                            "user",
                            "user@in.example.com",
                            "security",
                            "none"))
                    .publish();
            // Then
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(Posts.taken(channel))
                            .singleElement()
                            .satisfies(message -> {
                                assertThat(message.withCode()).isTrue();
                                assertThat(message.identifier()).isEqualTo("user@in.example.com");
                            }));
        } finally {
            server.stop();
        }
    }

    private static HttpResponse<String> post(TestChannels.Draft channel, String mail, String to, String secret) {
        String from = "no-reply@example.org";
        String id =
                "cf_" + DigestUtils.sha256Hex(from + "\n" + to + "\n" + mail).substring(0, 32);
        long now = Instant.now().getEpochSecond();
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        headers.add(Map.entry("content-type", "message/rfc822"));
        headers.add(Map.entry("x-envelope-from", from));
        headers.add(Map.entry("x-envelope-to", to));
        headers.add(Map.entry("webhook-id", id));
        headers.add(Map.entry("webhook-timestamp", Long.toString(now)));
        try {
            headers.add(Map.entry("webhook-signature", new Webhook(secret).sign(id, now, mail)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return Posts.send("POST", channel.path(), mail.getBytes(StandardCharsets.UTF_8), headers.stream());
    }
}

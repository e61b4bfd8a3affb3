package dev.postern.system.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.client.Login;
import dev.postern.client.LoginOptions;
import dev.postern.client.Postern;
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import dev.postern.system.Twilio;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Logins whose codes providers post. */
@ExtendWith(RunningSystem.class)
class WebhookStoryTest {
    private static final String AUTH_TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String NUMBER = "+12025550143";

    private Api api;

    @BeforeEach
    void callAsNewOrganization(LocalSystem system) {
        api = Organizations.fresh(system);
    }

    @Test
    void aWaitingLoginGetsTheCodeThatTwilioBrings() {
        // Given
        JsonNode channel = twilioChannel();
        try (Login login = waiting(LoginOptions.identifier("+1 (202) 555-0143"))) {
            // When
            Api.Answer posted = Twilio.post(
                    api,
                    channel.get("url").asText(),
                    AUTH_TOKEN,
                    Twilio.message("SM1", NUMBER, "G-482913 is your Example verification code."));
            // Then
            assertThat(posted.status()).isEqualTo(200);
            assertThat(posted.header("content-type")).startsWith("text/xml");
            assertThat(posted.text()).isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>");
            assertThat(login.code()).isIn("482913", "G-482913");
        }
        JsonNode listed = api.get("/v1/credentials/totp").json();
        assertThat(listed.at("/0/source").asText()).isEqualTo("twilio");
        assertThat(listed.at("/0/totp_identifier").asText()).isEqualTo(NUMBER);
    }

    @Test
    void twilioTryingAgainBringsNoSecondCode() {
        // Given
        String url = twilioChannel().get("url").asText();
        var message = Twilio.message("SM7", NUMBER, "551204 is your code");
        Twilio.post(api, url, AUTH_TOKEN, message);
        awaitListed(1);
        // When
        Api.Answer again = Twilio.post(api, url, AUTH_TOKEN, message);
        Twilio.post(api, url, AUTH_TOKEN, Twilio.message("SM8", NUMBER, "771203 is your code"));
        awaitListed(2);
        // Then
        assertThat(again.status()).isEqualTo(200);
        assertThat(api.get("/v1/credentials/totp").json()).hasSize(2);
    }

    @Test
    void aForgedPostIsRefusedAndLeavesNoTrace(LocalSystem system) {
        // Given
        String url = twilioChannel().get("url").asText();
        String planted = "forged" + UUID.randomUUID().toString().substring(0, 8);
        // When
        Api.Answer forged = Twilio.post(
                api, url, "another-token", Twilio.message("SM1", NUMBER, "551204 is your code, " + planted));
        Twilio.post(api, url, AUTH_TOKEN, Twilio.message("SM2", NUMBER, "771203 is your code"));
        awaitListed(1);
        // Then
        assertThat(forged.status()).isEqualTo(403);
        assertThat(forged.text()).doesNotContain(planted);
        JsonNode listed = api.get("/v1/credentials/totp").json();
        assertThat(listed.at("/0/code").asText()).isEqualTo("771203");
        String organization = listed.at("/0/organization_id").asText();
        assertThat(events(system, Topic.CODES_RECEIVED, organization)).isEqualTo(1);
        assertThat(events(system, Topic.MESSAGES_UNPARSED, organization)).isZero();
    }

    @Test
    void anAddressThatWasReplacedGoesOnUntilItsTimeIsUp() {
        // Given
        JsonNode channel = twilioChannel();
        String path =
                "/v1/inbound-channels/" + channel.at("/channel/channel_id").asText();
        String before = channel.get("url").asText();
        // When
        String after = api.post(path + "/rotate-token", "{}").json().get("url").asText();
        int byTheOld = post(before, "SM1");
        int byTheNew = post(after, "SM2");
        String last = api.post(path + "/rotate-token", "{\"keep_previous_seconds\":0}")
                .json()
                .get("url")
                .asText();
        // Then
        assertThat(byTheOld).isEqualTo(200);
        assertThat(byTheNew).isEqualTo(200);
        awaitStatus(before, 404);
        awaitStatus(after, 404);
        assertThat(post(last, "SM3")).isEqualTo(200);
        assertThat(api.delete(path).status()).isEqualTo(204);
        awaitStatus(last, 404);
    }

    @Test
    void aLoginThatWantsALinkGetsTheOneOfAMail() throws Exception {
        // Given
        JsonNode channel = api.post("/v1/inbound-channels", """
            {"name":"Mail","provider":"mime","identifier":{"from":"header","header":"X-Forwarded-To"}}\
            """).json();
        String link = "https://login.example.com/verify/8f3kQ71mT5xR9yWq?to=me%40example.com&x=1";
        String mail = """
            From: Example <no-reply@example.org>
            To: inbox@in.example.com
            X-Forwarded-To: Reader@Example.com
            Subject: =?UTF-8?Q?Anmelden?=
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary="b"

            --b
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: quoted-printable

            Bitte im HTML-Programm =C3=B6ffnen.
            --b
            Content-Type: text/html; charset=UTF-8
            Content-Transfer-Encoding: quoted-printable

            <p>Hallo! <a href=3D"https://login.example.com/verify/8f3kQ71mT5xR9yW=
            q?to=3Dme%40example.com&amp;x=3D1">Jetzt anmelden</a></p>
            <p><a href=3D"https://example.com/unsubscribe?u=3D8f3kQ71mT5xR9yWq">Abbestellen</a></p>
            --b--
            """.replace("\n", "\r\n");
        try (Login login = waiting(LoginOptions.identifier("reader@example.com").otpType("magic_link"))) {
            // When
            Api.Answer posted = postMail(channel, mail);
            // Then
            assertThat(posted.status()).isEqualTo(200);
            assertThat(login.link()).isEqualTo(link);
        }
    }

    /** With what the list of providers says of secrets, or with nothing said, a channel takes posts or is not made. */
    @Test
    void aChannelThatIsMadeAsTheListSaysCanTakePosts() {
        for (JsonNode provider : api.get("/v1/inbound-channel-providers").json()) {
            String name = provider.get("provider").asText();
            if (name.equals("imap")) {
                // Postern would call its server.
                continue;
            }
            ObjectNode channel = JsonNodeFactory.instance.objectNode();
            channel.put("name", "n").put("provider", name);
            ObjectNode settings = channel.putObject("settings");
            provider.get("settings")
                    .valueStream()
                    .filter(setting -> setting.get("required").asBoolean())
                    .forEach(setting -> settings.set(setting.get("setting").asText(), setting.get("example")));

            // When
            Api.Answer bare = api.post("/v1/inbound-channels", channel.toString());
            ArrayNode secrets = channel.putArray("secrets");
            provider.get("secrets").forEach(secret -> secrets.add(secret.get("example")));
            Api.Answer made = api.post("/v1/inbound-channels", channel.toString());

            // Then
            boolean needsSecret = provider.get("least_secrets").asInt() > 0;
            assertThat(bare.status()).as(name + bare.text()).isEqualTo(needsSecret ? 422 : 201);
            assertThat(made.status()).as(name + made.text()).isEqualTo(201);
            takesPosts(name, made.json());
            if (!needsSecret) {
                takesPosts(name, bare.json());
            }
        }
    }

    private void takesPosts(String provider, JsonNode made) {
        String test = "/v1/inbound-channels/" + made.at("/channel/channel_id").asText() + "/test";
        JsonNode tested = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> api.post(test, "{}"), answer -> answer.status() == 200)
                .json();
        assertThat(tested.get("verdict").asText()).as(provider + tested).isIn("accepted", "no_code");
        // Of a program that posts nothing: the sender of CloudMailin's mails is told to come again while a secret is
        // wrong.
        boolean comesAgain =
                provider.equals("cloudmailin") && made.at("/channel/secrets").asInt() > 0;
        String path = URI.create(made.get("url").asText()).getPath();
        assertThat(api.as(null).post(path, "{}").status()).as(provider).isNotEqualTo(comesAgain ? 200 : 503);
    }

    private Login waiting(LoginOptions options) {
        return Postern.at(api.base().toString(), api.key()).open(options);
    }

    private static long events(LocalSystem system, Topic topic, String organization) {
        return TopicContent.texts(system.kafka().bootstrapServers(), topic).stream()
                .filter(record -> record.value().contains(organization))
                .count();
    }

    private JsonNode twilioChannel() {
        Api.Answer made = api.post("/v1/inbound-channels", """
            {"name":"Sign-ups","provider":"twilio","secrets":["%s"]}\
            """.formatted(AUTH_TOKEN));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json();
    }

    private int post(String url, String sid) {
        return Twilio.post(api, url, AUTH_TOKEN, Twilio.message(sid, NUMBER, "551204 is your code"))
                .status();
    }

    private void awaitStatus(String url, int status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(post(url, "SM9")).isEqualTo(status));
    }

    private void awaitListed(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(api.get("/v1/credentials/totp").json()).hasSize(count));
    }

    /** Signs as docs/channels.md says. */
    private Api.Answer postMail(JsonNode channel, String mail) throws Exception {
        String from = "no-reply@example.org";
        String to = "inbox@in.example.com";
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest((from + "\n" + to + "\n" + mail).getBytes(StandardCharsets.UTF_8));
        String id = "cf_" + HexFormat.of().formatHex(hash).substring(0, 32);
        String now = Long.toString(Instant.now().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        String secret = channel.get("signing_secret").asText();
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        byte[] signed = mac.doFinal((id + "." + now + "." + mail).getBytes(StandardCharsets.UTF_8));
        String path =
                channel.get("url").asText().substring(api.base().toString().length());
        return api.as(null)
                .postAs(
                        "message/rfc822",
                        path,
                        mail,
                        "X-Envelope-From",
                        from,
                        "X-Envelope-To",
                        to,
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        now,
                        "webhook-signature",
                        "v1," + Base64.getEncoder().encodeToString(signed));
    }
}

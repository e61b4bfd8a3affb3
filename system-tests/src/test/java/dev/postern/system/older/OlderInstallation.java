package dev.postern.system.older;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.events.Topic;
import dev.postern.fixtures.Rfc6238;
import dev.postern.fixtures.TopicContent;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;

/** Asks a system that was started on what an older version left: nothing is lost, and nothing is told twice. */
public final class OlderInstallation {
    private static final Duration LONG = Duration.ofSeconds(60);

    private OlderInstallation() {}

    /** Fails unless a system that was started on the installation goes on with all of it. */
    public static void goesOn(LocalSystem system, KeptInstallation kept) throws Exception {
        JsonNode facts = kept.facts();
        Api admin = Organizations.local(system);
        opens(admin, admin.as(text(facts, "key")), facts);
        handsOutEachCodeOnce(admin, facts);
        showsWhatWasReceived(admin, facts);
        goesOnWithWhatWasUnfinished(system, admin, facts);
        isProvenByItsAudit(admin, facts);
        kept.isServedBeside(system);
    }

    private static void opens(Api admin, Api reader, JsonNode facts) {
        assertThat(reader.get("/v1/api-keys/self").status()).isEqualTo(200);
        assertThat(reader.get("/v1/credentials/totp").status()).isEqualTo(200);
        assertThat(reader.get("/v1/audit").status()).isEqualTo(403);
        assertThat(admin.get("/v1/inbound-channels").json().findValuesAsText("channel_id"))
                .contains(text(facts, "channel"));
        assertThat(admin.get("/v1/totp-url-endpoints").json().findValuesAsText("endpoint_id"))
                .contains(text(facts, "endpoint"));
        assertThat(admin.get("/v1/credentials").json().findValuesAsText("credential_id"))
                .contains(text(facts, "totp"), text(facts, "hotp"), text(facts, "login"), text(facts, "unfinished"));
    }

    private static void handsOutEachCodeOnce(Api admin, JsonNode facts) {
        Instant asked = Instant.now();
        JsonNode byTime = code(admin, text(facts, "totp"));
        assertThat(List.of(-1, 0, 1, 2))
                .extracting(step -> Rfc6238.code("JBSWY3DPEHPK3PXP", asked.getEpochSecond() / 30 + step))
                .anySatisfy(six -> assertThat(byTime.get("code").asText()).endsWith(six));
        // Of RFC 4226's test values, the one behind that which was handed out before.
        assertThat(code(admin, text(facts, "hotp")).get("code").asText()).isEqualTo("254676");
    }

    private static JsonNode code(Api admin, String credential) {
        Api.Answer answer =
                admin.post("/v1/code-requests", "{\"credential_id\":\"" + credential + "\"}", "prefer", "wait=60");
        assertThat(answer.json().path("status").asText()).as(answer.text()).isEqualTo("delivered");
        return answer.json();
    }

    private static void showsWhatWasReceived(Api admin, JsonNode facts) {
        JsonNode listed = admin.get("/v1/credentials/totp").json();
        assertThat(listed.findValuesAsText("totp_code_id")).contains(text(facts, "code"));
        assertThat(listed.findValuesAsText("code")).contains("482913");
        Api.Answer message = admin.get("/v1/messages/" + text(facts, "message"));
        assertThat(message.text()).contains("Either 482 913 or 771 203, I forgot");
        Api.Answer answered = admin.get("/v1/code-requests/" + text(facts, "answered"));
        assertThat(answered.json().path("status").asText()).as(answered.text()).isEqualTo("accepted");
    }

    private static void goesOnWithWhatWasUnfinished(LocalSystem system, Api admin, JsonNode facts) throws Exception {
        String broker = system.kafka().bootstrapServers();
        // A login that waited before the upgrade gets its code after it, by a channel from before it.
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> assertThat(admin.postAs("message/rfc822", text(facts, "channel_path"), """
                    From: Example <no-reply@example.com>\r
                    To: waiting@example.com\r
                    Subject: Your code\r
                    \r
                    Your verification code is 902134\r
                    """)
                                .status())
                        .isEqualTo(200));
        Api.Answer waited = admin.get("/v1/code-requests/" + text(facts, "waiting"), "prefer", "wait=60");
        assertThat(waited.json().path("code").asText()).as(waited.text()).isEqualTo("902134");
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> assertThat(TopicContent.texts(broker, Topic.CODES_RECEIVED))
                        .anySatisfy(record -> assertThat(record.value()).contains(text(facts, "spooled"))));
        try (Connection connection = system.credentials().connect();
                Statement statement = connection.createStatement();
                ResultSet left = statement.executeQuery(
                        "SELECT count(*) FROM outbox WHERE record_key = '" + text(facts, "unfinished") + "'")) {
            left.next();
            assertThat(left.getInt(1)).isZero();
        }
        // The broker is new, so every event of the older version is read again. What that version put aside is put
        // aside once more,
        // and nothing else is.
        assertThat(TopicContent.texts(broker, Topic.CODES_RECEIVED_DEAD_LETTERS))
                .hasSize(2)
                .allSatisfy(record -> assertThat(record.value()).isEqualTo("no event"));
        assertThat(TopicContent.texts(broker, Topic.MESSAGES_UNPARSED_DEAD_LETTERS))
                .isEmpty();
    }

    private static void isProvenByItsAudit(Api admin, JsonNode facts) {
        Awaitility.await().atMost(LONG).untilAsserted(() -> {
            JsonNode verified = admin.get("/v1/audit/verification").json();
            assertThat(verified.path("state").asText()).as(verified.toString()).isEqualTo("whole");
            assertThat(verified.path("signed_seq").asLong()).isGreaterThan(10);
        });
        assertThat(admin.get("/v1/audit?subject=" + text(facts, "login")).text())
                .contains("credential.created");
    }

    private static String text(JsonNode facts, String name) {
        return facts.get(name).asText();
    }
}

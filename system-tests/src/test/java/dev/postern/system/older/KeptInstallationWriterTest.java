package dev.postern.system.older;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import dev.postern.local.LocalOptions;
import dev.postern.local.LocalSystem;
import dev.postern.local.files.PrivateFiles;
import dev.postern.local.process.Ports;
import dev.postern.local.process.ServiceProcess;
import dev.postern.system.Api;
import dev.postern.system.Checkout;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Makes an installation of this version, to be kept from its release on: {@code -Dpostern.installation.write=0.1.0}. */
@EnabledIfSystemProperty(named = KeptInstallationWriterTest.SWITCH, matches = "[0-9.]+")
class KeptInstallationWriterTest {
    static final String SWITCH = "postern.installation.write";
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ObjectNode facts = new ObjectMapper().createObjectNode();
    private Api api;

    @Test
    void writes() throws Exception {
        Path data = RunningSystem.temporaryFolder();
        String version = System.getProperty(SWITCH);
        PrivateFiles.createFolder(data);
        KeptStatements.listen(data.resolve("postgres"));
        try (LocalSystem system = LocalSystem.start(LocalOptions.of(Checkout.folder(), data, Ports.free()))) {
            api = Organizations.local(system);
            facts.put("version", version);
            store();
            receive();
            leaveALetterDead(system);
            Awaitility.await()
                    .atMost(LONG)
                    .untilAsserted(() -> assertThat(api.get("/v1/audit/verification")
                                    .json()
                                    .path("signed_seq")
                                    .asLong())
                            .isGreaterThan(10));
            Awaitility.await().atMost(LONG).until(() -> isEmpty(system, "outbox"));
            stopHalfway(system, data);
            KeptInstallation.of(version).write(system, data, facts);
        }
    }

    private void store() {
        facts.put(
                "key",
                Organizations.key(api, "codes:request", "codes:read")
                        .findValue("key")
                        .asText());
        JsonNode imported = sent(api.post("/v1/imports", """
            {"texts":["otpauth://totp/Kept:time?secret=JBSWY3DPEHPK3PXP&issuer=Kept&digits=8",
             "otpauth://hotp/Kept:count?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Kept&counter=4"]}\
            """.replace("\n", "")));
        facts.put("totp", imported.at("/results/0/credential_id").asText());
        facts.put("hotp", imported.at("/results/1/credential_id").asText());
        // Of the test values of RFC 4226, appendix D, the one of counter 4. The next is 254676.
        facts.put("hotp_code", code(facts.get("hotp").asText()));
        assertThat(facts.get("hotp_code").asText()).isEqualTo("338314");
        code(facts.get("totp").asText());
        facts.put(
                "login",
                sent(api.post("/v1/credentials", """
                    {"name":"kept login","credential_type":"password","credential":{"username":"kept@example.com","password":"kept"}}\
                    """))
                        .findValue("credential_id")
                        .asText());
        channel("channel");
        facts.put(
                "endpoint",
                sent(api.post("/v1/totp-url-endpoints", """
                    {"name":"kept","totp_identifier":"endpoint@example.com","signing_keys":["0123456789abcdef"]}\
                    """))
                        .findValue("endpoint_id")
                        .asText());
    }

    private void channel(String name) {
        JsonNode made = sent(
                api.post("/v1/inbound-channels", "{\"name\":\"" + name + "\",\"provider\":\"mime\",\"secrets\":[]}"));
        facts.put(name, made.findValue("channel_id").asText());
        facts.put(
                name + "_path",
                made.findValue("url").asText().substring(api.base().toString().length()));
    }

    private void receive() {
        facts.put("code", push("kept@example.com", "Your verification code is 482913"));
        facts.put("message", push("kept@example.com", "Either 482 913 or 771 203, I forgot"));
        String answered = push("answered@example.com", "Your verification code is 551204");
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(
                        () -> assertThat(api.get("/v1/credentials/totp").json().findValuesAsText("totp_code_id"))
                                .contains(facts.get("code").asText(), answered));
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> assertThat(api.get("/v1/messages").text())
                        .contains(facts.get("message").asText()));
        JsonNode request = sent(api.post(
                "/v1/code-requests",
                "{\"totp_identifier\":\"answered@example.com\",\"received_after\":\"2020-01-01T00:00:00Z\"}",
                "prefer",
                "wait=30"));
        assertThat(request.get("status").asText()).isEqualTo("delivered");
        sent(api.post(
                "/v1/code-requests/" + request.findValue("code_request_id").asText() + "/outcome",
                "{\"outcome\":\"accepted\"}"));
        facts.put("answered", request.findValue("code_request_id").asText());
    }

    private String push(String identifier, String content) {
        return sent(api.post(
                        "/v1/credentials/totp",
                        "{\"totp_identifier\":\"" + identifier + "\",\"content\":\"" + content + "\"}"))
                .findValue("totp_code_id")
                .asText();
    }

    private String code(String credential) {
        JsonNode request =
                sent(api.post("/v1/code-requests", "{\"credential_id\":\"" + credential + "\"}", "prefer", "wait=40"));
        assertThat(request.get("status").asText()).isEqualTo("delivered");
        return request.get("code").asText();
    }

    private void leaveALetterDead(LocalSystem system) throws Exception {
        String broker = system.kafka().bootstrapServers();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topic.CODES_RECEIVED.topicName(), "kept", "no event"))
                    .get();
        }
        Awaitility.await()
                .atMost(LONG)
                .until(() -> !TopicContent.texts(broker, Topic.CODES_RECEIVED_DEAD_LETTERS)
                        .isEmpty());
    }

    /** A request waits, an event has not been handed over, and a message lies on the disk. */
    private void stopHalfway(LocalSystem system, Path data) throws Exception {
        facts.put(
                "waiting",
                sent(api.post(
                                "/v1/code-requests",
                                "{\"totp_identifier\":\"waiting@example.com\",\"timeout_seconds\":900}",
                                "prefer",
                                "wait=0"))
                        .findValue("code_request_id")
                        .asText());
        Awaitility.await().atMost(LONG).until(() -> isEmpty(system, "outbox"));
        system.kafka().stop();
        facts.put(
                "unfinished",
                sent(api.post("/v1/credentials", """
                    {"name":"unfinished","credential_type":"password","credential":{"username":"u","password":"p"}}\
                    """))
                        .findValue("credential_id")
                        .asText());
        facts.put("spooled", push("spooled@example.com", "Your verification code is 661177"));
        system.services().forEach(ServiceProcess::terminate);
        ServiceProcess.awaitEnd(system.services());
        assertThat(isEmpty(system, "outbox")).isFalse();
        assertThat(data.resolve("ingest")).isNotEmptyDirectory();
        facts.put("stopped_at", Instant.now().toString());
        system.kafka().restart();
    }

    private static boolean isEmpty(LocalSystem system, String table) throws Exception {
        try (Connection connection = system.credentials().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM " + table)) {
            return !rows.next();
        }
    }

    private static JsonNode sent(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
        return answer.json();
    }
}

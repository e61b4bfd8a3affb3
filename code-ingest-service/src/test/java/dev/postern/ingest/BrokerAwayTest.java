package dev.postern.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.postern.events.EventHeaders;
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import dev.postern.local.kafka.LocalKafka;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.common.annotation.Identifier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(IngestServiceResource.class)
class BrokerAwayTest {
    @BeforeEach
    void waitUntilReady() {
        await().untilAsserted(() -> given().get(ready).then().statusCode(200));
    }

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    private static final int PUSHES = 200;
    private static final int ROOM = 150;
    // Far above the five seconds of the contract: this tells an answer from none on a busy machine, too.
    private static final Duration ANSWER_DUE = Duration.ofSeconds(30);

    LocalKafka broker;

    @Test
    void whileTheBrokerIsAwayPushesAreKeptInOrderAndWhatFindsNoRoomIsRefused() throws IOException {
        // Given
        String key = Keys.with("codes:push");
        String posted = TestChannels.of("postmark").publish().path();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            assertThat(push(client, key).join().statusCode()).isEqualTo(200);
            assertThat(post(client, posted).join().statusCode()).isEqualTo(200);

            // When
            List<HttpResponse<String>> answers = answersWhileAway(client, key, posted);

            // Then
            assertThat(answers.getLast().statusCode())
                    .as("a provider that sends again for hours is told to")
                    .isEqualTo(503);
            List<HttpResponse<String>> refused = answers.stream()
                    .limit(PUSHES)
                    .filter(answer -> answer.statusCode() != 200)
                    .toList();
            assertThat(refused).isNotEmpty().allSatisfy(answer -> {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("retry-after")).hasValue("7");
                assertThat(answer.body())
                        .isEqualTo("{\"detail\":\"The message broker is out of reach, and no more messages can be kept;"
                                + " send it again\"}");
            });
            List<String> kept = answers.stream()
                    .filter(answer -> answer.statusCode() == 200)
                    .map(answer -> JsonPath.from(answer.body()).getString("totp_code_id"))
                    .toList();
            assertThat(kept).hasSize(ROOM);
            // Some may be there twice, since an acknowledgement can be lost: the resolver drops the second by its id.
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(idsOnTheTopic()).containsAll(kept));
            assertThat(push(client, key).join().statusCode()).isEqualTo(200);
            String madeSince = Keys.with("codes:push");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(push(client, madeSince).join().statusCode())
                                    .isEqualTo(200));
            given().get(metrics)
                    .then()
                    .body(containsString("postern_ingest_spooled_total{provider=\"api\"}"))
                    .body(containsString("postern_pushes_refused_total{reason=\"spool_full\"}"))
                    .body(containsString(
                            "postern_webhooks_refused_total{provider=\"postmark\",reason=\"broker_away\"}"));
            assertThat(post(client, "/webhooks/postmark/ct_nobody").join().statusCode())
                    .isEqualTo(403);
            assertThat(counted(given().get(metrics).asString())).containsExactlyInAnyOrderElementsOf(documented());
        }
    }

    /** What comes in, as it is counted: names with the names of their labels. */
    private static Set<String> counted(String scraped) {
        return scraped.lines()
                .filter(line -> line.matches("postern_(pushes|webhook|ingest).*"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .map(series -> series.replaceAll("=\"[^\"]*\"", ""))
                .map(series -> series.contains("{") ? sorted(series) : series)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The metrics of docs/operations.md, "Messages in"; those of mailboxes are there once one is read. */
    private static Set<String> documented() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "operations.md"));
        String table = document.substring(document.indexOf("**Messages in**"));
        return Pattern.compile("`(postern_[a-z_]+)(\\{[a-z,]+})?`")
                .matcher(table.substring(0, table.indexOf("\n**", 3)))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .filter(name -> !name.startsWith("postern_mailbox"))
                .map(name -> name.contains("{") ? sorted(name) : name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sorted(String series) {
        String[] parts = series.split("[{}]", -1);
        return parts[0] + "{" + Stream.of(parts[1].split(",")).sorted().collect(Collectors.joining(",")) + "}";
    }

    private static List<String> idsOnTheTopic() {
        return TopicReader.all(Topic.CODES_RECEIVED).stream()
                .map(record -> TopicContent.header(record, EventHeaders.ID))
                .toList();
    }

    private List<HttpResponse<String>> answersWhileAway(HttpClient client, String key, String posted) {
        broker.stop();
        try {
            List<CompletableFuture<HttpResponse<String>>> pushes = new ArrayList<>(
                    IntStream.range(0, PUSHES).mapToObj(i -> push(client, key)).toList());
            pushes.add(post(client, posted));
            return pushes.stream().map(CompletableFuture::join).toList();
        } finally {
            broker.restart();
        }
    }

    @Test
    void runsItsProducerWithTheSettingsOfThePlatform() {
        // Given
        Map<String, Object> settings = new HashMap<>(Arc.container()
                .<Map<String, Object>>instance(
                        new jakarta.enterprise.util.TypeLiteral<Map<String, Object>>() {}.getType(),
                        Identifier.Literal.of("default-kafka-broker"))
                .get());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);

        // When
        ProducerConfig config = new ProducerConfig(settings);

        // Then
        assertThat(config.getLong(ProducerConfig.LINGER_MS_CONFIG)).isZero();
        assertThat(config.getString(ProducerConfig.ACKS_CONFIG)).isEqualTo("-1");
        assertThat(config.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)).isTrue();
        assertThat(config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)).isEqualTo(3500);
        assertThat(config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG)).isEqualTo(3000);
        assertThat(config.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG)).isEqualTo(3000);
    }

    private static CompletableFuture<HttpResponse<String>> post(HttpClient client, String path) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(ConfigProvider.getConfig().getValue("test.url", String.class) + path))
                .timeout(ANSWER_DUE)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                    {"MessageID":"m-1","From":"a@site.example","OriginalRecipient":"b@in.example","TextBody":"Your code is 482913"}\
                    """))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private static CompletableFuture<HttpResponse<String>> push(HttpClient client, String key) {
        URI uri = URI.create(ConfigProvider.getConfig().getValue("test.url", String.class) + "/v1/credentials/totp");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(ANSWER_DUE)
                .header("x-api-key", key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                    {"totp_identifier":"someone@larkspur.example","content":"481920"}\
                    """))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}

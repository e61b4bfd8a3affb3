package dev.postern.ingest.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.events.ChannelPosted;
import dev.postern.events.ChannelPosted.Verdict;
import dev.postern.events.EventJson;
import dev.postern.events.Topic;
import dev.postern.ingest.IngestServiceResource;
import dev.postern.ingest.TestChannels;
import dev.postern.ingest.TopicReader;
import dev.postern.ingest.calling.FakeProviderCalls;
import dev.postern.ingest.calling.ProviderCalls;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.webhook.Vectors.Vector;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whichever providers are registered: what is wrong with a post is answered as the provider needs it, and told to the channel's owner. */
@QuarkusTest
@QuarkusTestResource(IngestServiceResource.class)
class EveryProviderTest {
    private static final String TYPE = "Content-Type";
    private static final Pattern CODE = Pattern.compile("`([a-z0-9-]+)`");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{3}");
    private static final Set<String> REASONS =
            Stream.of(Refusal.values()).map(Refusal::wireName).collect(Collectors.toSet());

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @Inject
    @All
    List<ProviderAdapter> adapters;

    private final List<Sent> sent = new ArrayList<>();

    /** A post, and what may become of it. */
    private record Sent(
            ProviderAdapter adapter, String what, TestChannels.Draft channel, int status, Set<String> reasons) {
        @Override
        public String toString() {
            return adapter.provider() + ", " + what + ": " + status;
        }
    }

    @BeforeEach
    void waitUntilReady() {
        await().untilAsserted(() -> given().get(ready).then().statusCode(200));
    }

    @Test
    void answersWhatIsForgedOrOldAsOneThatIsNotAuthentic() {
        for (ProviderAdapter adapter : adapters) {
            List<Vector> vectors = Vectors.of(adapter.provider() + ".json").toList();
            Vector genuine = genuine(adapter);
            at(adapter, Duration.ZERO);
            boolean amazon = genuine.settings().containsKey("topics");
            if (amazon || !genuine.secrets().isEmpty()) {
                TestChannels.Draft other = TestChannels.of(
                                adapter.provider(), amazon ? new String[0] : new String[] {"another-secret"})
                        .with(amazon ? Map.of("topics", "arn:aws:sns:eu-central-1:1:other") : genuine.settings())
                        .postedTo(genuine.address());
                send(adapter, "another's secret", other.publish(), genuine, genuine.body(), headers(genuine), REASONS);
                assertThat(sent.getLast().status())
                        .as(sent.getLast().toString())
                        .isEqualTo(adapter.reply(Outcome.NOT_AUTHENTIC).status());
            }
            if (vectors.stream().anyMatch(each -> is(each, "stale_timestamp"))) {
                at(adapter, Duration.ofDays(10));
                Vector timed = vectors.stream()
                        .filter(each -> is(each, "stale_timestamp"))
                        .findFirst()
                        .orElseThrow();
                send(
                        adapter,
                        "ten days old",
                        channel(adapter, timed),
                        timed,
                        timed.body(),
                        headers(timed),
                        Set.of("stale_timestamp"));
                assertThat(sent.getLast().status())
                        .as(sent.getLast().toString())
                        .isEqualTo(adapter.reply(Outcome.NOT_AUTHENTIC).status());
            }
        }
        eachWasToldAsRefused();
    }

    @Test
    void answersWhatIsTooLongBeforeItComes() {
        for (ProviderAdapter adapter : adapters) {
            Vector genuine = genuine(adapter);
            TestChannels.Draft channel = channel(adapter, genuine);
            int status = Posts.announce(channel.path(), adapter.mostBytes() + 1L);
            sent.add(new Sent(adapter, "too long", channel, status, Set.of("too_large")));
            assertThat(status)
                    .as(sent.getLast().toString())
                    .isEqualTo(adapter.reply(Outcome.TOO_LARGE).status());
        }
        eachWasToldAsRefused();
    }

    @Test
    void answersWhatMakesNoSenseAndIsNeverAtFaultItself() {
        Random random = new Random(20261130);
        List<String> types = List.of(
                "application/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "text/plain; charset=nonsense",
                "message/rfc822",
                "garbage",
                "");
        for (ProviderAdapter adapter : adapters) {
            Vector genuine = genuine(adapter);
            at(adapter, Duration.ZERO);
            TestChannels.Draft channel = channel(adapter, genuine);
            byte[] noise = new byte[500];
            for (String type : types) {
                Map<String, String> headers = headers(genuine);
                headers.remove(TYPE);
                if (!type.isEmpty()) {
                    headers.put(TYPE, type);
                }
                random.nextBytes(noise);
                send(adapter, "noise as " + type, channel, genuine, noise.clone(), headers, REASONS);
                send(adapter, "nothing as " + type, channel, genuine, new byte[0], headers, REASONS);
                send(adapter, "genuine as " + type, channel, genuine, genuine.body(), headers, REASONS);
            }
            Map<String, String> headers = headers(genuine);
            headers.put(TYPE, "application/json");
            for (String json : List.of("[]", "{}", "null", "[[[{\"data\":[null]}]]]", "{\"data\":7,\"payload\":[]}")) {
                byte[] body = json.getBytes(StandardCharsets.UTF_8);
                send(adapter, json, channel, genuine, body, headers, REASONS);
            }
        }
        Set<Outcome> answered =
                Set.of(Outcome.TAKEN, Outcome.NOTHING_TO_TAKE, Outcome.NOT_AUTHENTIC, Outcome.NOT_UNDERSTOOD);
        assertThat(sent)
                .allSatisfy(post -> assertThat(answered.stream()
                                .map(outcome -> post.adapter().reply(outcome).status()))
                        .as(post.toString())
                        .contains(post.status()));
        told(sent.size())
                .forEach((channelId, told) -> assertThat(told).allSatisfy(event -> {
                    assertThat(event.verdict())
                            .as(event.provider() + " " + event.reason())
                            .isNotEqualTo(Verdict.UNAVAILABLE);
                    if (event.verdict() == Verdict.REFUSED) {
                        assertThat(event.reason()).isIn(REASONS);
                    }
                }));
    }

    @Test
    void areAnsweredAsTheDocumentSays() throws Exception {
        String document = Files.readString(Path.of("..", "docs", "channels.md"));
        String section = document.substring(document.indexOf("## How each is answered"));
        Map<String, List<List<Integer>>> rows = Stream.of(
                        section.substring(0, section.indexOf("\n\nA channel")).split("\n"))
                .map(row -> row.split("\\|"))
                .filter(cells -> cells.length == 7 && NUMBER.matcher(cells[2]).find())
                .flatMap(cells -> names(cells[1])
                        .map(name -> Map.entry(
                                name,
                                Stream.of(cells)
                                        .skip(2)
                                        .map(EveryProviderTest::numbers)
                                        .toList())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        String more = section.substring(section.indexOf("\n\nA channel"), section.indexOf("Others get 503"));
        Set<String> told429 = names(more.substring(more.indexOf(':'))).collect(Collectors.toSet());
        for (ProviderAdapter adapter : adapters) {
            List<List<Integer>> row = rows.getOrDefault(adapter.provider(), rows.get("all others"));
            assertThat(row)
                    .as(adapter.provider())
                    .containsExactly(
                            statuses(adapter, Outcome.TAKEN, Outcome.NOTHING_TO_TAKE),
                            statuses(adapter, Outcome.NOT_AUTHENTIC),
                            statuses(adapter, Outcome.UNKNOWN_CHANNEL),
                            statuses(adapter, Outcome.TOO_LARGE, Outcome.NOT_UNDERSTOOD),
                            statuses(adapter, Outcome.UNAVAILABLE));
            assertThat(adapter.reply(Outcome.TOO_MANY).status())
                    .as(adapter.provider())
                    .isEqualTo(told429.contains(adapter.provider()) ? 429 : 503);
        }
    }

    private static Stream<String> names(String cell) {
        return cell.contains("`") ? CODE.matcher(cell).results().map(match -> match.group(1)) : Stream.of(cell.strip());
    }

    private static List<Integer> numbers(String cell) {
        return NUMBER.matcher(cell)
                .results()
                .map(match -> Integer.valueOf(match.group()))
                .toList();
    }

    private static List<Integer> statuses(ProviderAdapter adapter, Outcome... outcomes) {
        return Stream.of(outcomes)
                .map(outcome -> adapter.reply(outcome).status())
                .distinct()
                .toList();
    }

    private void send(
            ProviderAdapter adapter,
            String what,
            TestChannels.Draft channel,
            Vector vector,
            byte[] body,
            Map<String, String> headers,
            Set<String> reasons) {
        int status = Posts.send(vector.method(), channel.path() + vector.query(), body, headers.entrySet().stream())
                .statusCode();
        sent.add(new Sent(adapter, what, channel, status, reasons));
    }

    private void eachWasToldAsRefused() {
        Map<String, List<ChannelPosted>> told = told(sent.size());
        assertThat(sent)
                .allSatisfy(post -> assertThat(told.get(post.channel().id()))
                        .as(post.toString())
                        .anySatisfy(event -> {
                            assertThat(event.verdict()).isEqualTo(Verdict.REFUSED);
                            assertThat(event.reason()).isIn(post.reasons());
                        }));
    }

    /** What the channels' owners were told, once it is so many posts. What comes often is told as a number. */
    private Map<String, List<ChannelPosted>> told(int posts) {
        Set<String> channels = sent.stream().map(post -> post.channel().id()).collect(Collectors.toSet());
        return await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> TopicReader.all(Topic.CHANNEL_POSTS).stream()
                                .filter(record -> channels.contains(record.key()))
                                .map(record ->
                                        EventJson.readerFor(ChannelPosted.class).read(record.value()))
                                .collect(Collectors.groupingBy(ChannelPosted::channelId)),
                        told -> told.values().stream()
                                        .flatMap(List::stream)
                                        .mapToLong(ChannelPosted::posts)
                                        .sum()
                                >= posts);
    }

    private static boolean is(Vector vector, String reason) {
        return vector.json().path("reason").asText().equals(reason);
    }

    /** A genuine post with a message, under a secret where there is one. */
    private static Vector genuine(ProviderAdapter adapter) {
        List<Vector> all = Vectors.of(adapter.provider() + ".json")
                .filter(vector -> vector.valid() && vector.json().has("expected"))
                .toList();
        return all.stream()
                .filter(vector -> !vector.secrets().isEmpty())
                .findFirst()
                .orElse(all.getFirst());
    }

    private static TestChannels.Draft channel(ProviderAdapter adapter, Vector vector) {
        return TestChannels.of(adapter.provider(), vector.secrets().toArray(String[]::new))
                .with(vector.settings())
                .postedTo(vector.address())
                .publish();
    }

    private static Map<String, String> headers(Vector vector) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        vector.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        return headers;
    }

    /** Sets the time to so long after a provider's vectors were made, and what Amazon and Resend answer. */
    private static void at(ProviderAdapter adapter, Duration after) {
        String file = adapter.provider() + ".json";
        Instant now = Instant.parse(Vectors.clock(file)).plus(after);
        QuarkusMock.installMockForType(Clock.fixed(now, ZoneOffset.UTC), Clock.class);
        QuarkusMock.installMockForType(new FakeProviderCalls(Vectors.texts(file, "certificates")), ProviderCalls.class);
    }
}

package dev.postern.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.events.MatchBy;
import dev.postern.ingest.channel.Addressee;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.provider.Example;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.WebhookRequest;
import dev.postern.ingest.webhook.Vectors.Vector;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Reads the vectors of a provider with its adapter, at the time at which they were made. */
public abstract class AdapterVectors {
    private static final String CHANNEL = "ch_1";
    private static final String TEXT = "Zażółć & = \"quoted\" 551204 is your code: 100% + more";

    private final String file;

    protected AdapterVectors(String file) {
        this.file = file;
    }

    /** The adapter under test. It may remember: one reads all vectors of a file in their order. */
    protected abstract ProviderAdapter adapter(Clock clock);

    @TestFactory
    Stream<DynamicTest> whatIsGenuineIsReadAndNothingElse() {
        ProviderAdapter adapter = adapter(clock());
        RecentDeliveries taken = new RecentDeliveries();
        return Vectors.of(file)
                .map(vector ->
                        DynamicTest.dynamicTest(vector.toString(), () -> judge(vector, read(adapter, vector), taken)));
    }

    /** Nothing that a stranger sends makes an adapter fail, and without the signature nothing is believed. */
    @Test
    void noChangedByteMakesItFail() {
        ProviderAdapter adapter = adapter(clock());
        Vectors.of(file).filter(vector -> vector.body().length > 0).limit(3).forEach(vector -> {
            byte[] body = vector.body();
            int step = Math.max(1, body.length / 40);
            for (int i = 0; i < body.length; i += step) {
                byte[] changed = body.clone();
                changed[i] ^= 1;
                assertThat(adapter.read(request(vector, changed, headers(vector)), channel(adapter, vector)))
                        .isNotNull();
                assertThat(adapter.read(request(vector, body, Map.of()), channel(adapter, vector)))
                        .isNotNull();
            }
        });
    }

    /** Secrets are replaced by having both for a while. */
    @TestFactory
    Stream<DynamicTest> eitherOfTwoSecretsWillDoAndAnotherWillNot() {
        return Vectors.of(file)
                .filter(AdapterVectors::isProvenBySecret)
                .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> {
                    ProviderAdapter adapter = adapter(clock());
                    List<String> secrets = vector.secrets();
                    assertThat(kind(adapter, vector, with("another-secret", secrets)))
                            .isEqualTo(kind(adapter, vector, secrets));
                    assertThat(kind(adapter, vector, List.of("another-secret"))).isEqualTo(Reading.Refused.class);
                }));
    }

    /** Without a signature, in any header, there is nothing to believe. */
    @TestFactory
    Stream<DynamicTest> nothingIsBelievedWithoutWhatProvesIt() {
        return Vectors.of(file)
                .filter(AdapterVectors::isProvenBySecret)
                .flatMap(vector -> headers(vector).keySet().stream()
                        .filter(name -> name.matches("(?i).*signature.*|authorization"))
                        .map(name -> DynamicTest.dynamicTest(vector + " without " + name, () -> {
                            ProviderAdapter adapter = adapter(clock());
                            Map<String, String> others = new HashMap<>(headers(vector));
                            others.keySet().removeIf(each -> each.matches("(?i).*signature.*|authorization"));
                            assertThat(adapter.read(request(vector, vector.body(), others), channel(adapter, vector)))
                                    .isInstanceOf(Reading.Refused.class);
                        })));
    }

    /** A channel is tried by a post that its provider could have made, under each way of signing that the vectors know. */
    @TestFactory
    Stream<DynamicTest> aTestMessageIsSignedAndReadAsThoseOfTheProvider() {
        return Vectors.of(file)
                .filter(Vector::valid)
                .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> {
                    ProviderAdapter adapter = adapter(clock());
                    Channel channel = channel(adapter, vector);
                    Optional<WebhookRequest> post = adapter.example(channel, example(adapter, 'a'));
                    assertThat(post.isEmpty()).isEqualTo(onlyTheProviderMakesIt(adapter.provider(), channel.secrets()));
                    post.ifPresent(request -> isReadLikeAnyOther(adapter, channel, request));
                }));
    }

    private void isReadLikeAnyOther(ProviderAdapter adapter, Channel channel, WebhookRequest request) {
        ProviderMessage message = ((Reading.Holds) adapter.read(request, channel)).message();
        assertThat(message.message().text() + message.message().subject()).contains(TEXT);
        assertThat(message.message().sender()).contains(example(adapter, 'a').sender());
        assertThat(message.recipient()).isIn(example(adapter, 'a').recipient(), channel.channelId());
        WebhookRequest other = adapter.example(channel, example(adapter, 'b')).orElseThrow();
        assertThat(((Reading.Holds) adapter.read(other, channel)).message().deliveryKey())
                .isNotEqualTo(message.deliveryKey());
        if (!channel.secrets().isEmpty()) {
            Channel stranger = TestRequests.channel(adapter.provider(), channel.settings(), "another-secret");
            assertThat(adapter.read(request, stranger)).isInstanceOf(Reading.Refused.class);
        }
    }

    private Example example(ProviderAdapter adapter, char id) {
        boolean mail = adapter.bringsMail();
        return new Example(
                "https://codes.example.com/webhooks/x/ct_1",
                mail ? "anna@in.example.com" : "+12025550143",
                mail ? "test@example.org" : "+12025550199",
                TEXT + " " + id,
                String.valueOf(id).repeat(32),
                clock().instant());
    }

    /** A public key signs nothing, and Resend's post with an API key names a mail that only Resend has. */
    static boolean onlyTheProviderMakesIt(String provider, List<String> secrets) {
        return Set.of("telnyx", "aws-sms", "ses").contains(provider)
                || secrets.stream().anyMatch(secret -> secret.matches("(?:whpk_|re_|MFkw).*"));
    }

    /** A question whether the address is there needs no proof. */
    private static boolean isProvenBySecret(Vector vector) {
        return vector.valid() && !vector.secrets().isEmpty() && vector.json().has("expected");
    }

    private static Class<?> kind(ProviderAdapter adapter, Vector vector, List<String> secrets) {
        Channel channel = TestRequests.channel(adapter.provider(), vector.settings(), secrets.toArray(String[]::new));
        return adapter.read(request(vector, vector.body(), headers(vector)), channel)
                .getClass();
    }

    private static List<String> with(String secret, List<String> secrets) {
        return Stream.concat(Stream.of(secret), secrets.stream()).toList();
    }

    @Test
    void everyOutcomeHasAnAnswerAndOnlySuccessIsOne() {
        ProviderAdapter adapter = adapter(clock());
        for (Outcome outcome : Outcome.values()) {
            assertThat(adapter.reply(outcome).status()).isBetween(200, 599);
        }
        assertThat(adapter.reply(Outcome.TAKEN).status()).isBetween(200, 201);
        assertThat(adapter.reply(Outcome.UNAVAILABLE).status()).isIn(429, 503);
        assertThat(adapter.reply(Outcome.NOT_AUTHENTIC).status()).isIn(401, 403, 503);
    }

    private static void judge(Vector vector, Reading reading, RecentDeliveries taken) {
        if (vector.json().path("reason").asText().equals("replayed")) {
            ProviderMessage replay = ((Reading.Holds) reading).message();
            assertThat(taken.isReplay(CHANNEL, replay)).isTrue();
            assertThat(taken.isReplay("ch_2", replay)).isFalse();
            return;
        }
        if (!vector.valid()) {
            assertThat(reading)
                    .isInstanceOfSatisfying(
                            Reading.Refused.class,
                            refused -> assertThat(refused.reason().wireName())
                                    .isEqualTo(vector.json().get("reason").textValue()));
            return;
        }
        JsonNode expected = vector.json().path("expected");
        if (expected.isMissingNode()) {
            assertThat(reading).isInstanceOf(Reading.HoldsNothing.class);
            return;
        }
        List<ProviderMessage> messages = switch (reading) {
            case Reading.Holds holds -> {
                assertThat(holds.late()).isEqualTo(expected.path("late").asBoolean());
                yield holds.messages();
            }
            case Reading.Part part -> {
                assertThat(part.number() + " of " + part.of())
                        .isEqualTo(expected.get("part").textValue());
                yield List.of(part.message());
            }
            default -> List.of();
        };
        assertThat(messages).hasSize(expected.path("count").asInt(1));
        ProviderMessage message = messages.getFirst();
        taken.add(CHANNEL, message);
        assertThat(message.deliveryKey()).isEqualTo(expected.get("key").textValue());
        assertThat(message.recipient()).isEqualTo(expected.get("recipient").textValue());
        if (expected.has("sender")) {
            assertThat(message.message().sender())
                    .isEqualTo(expected.get("sender").textValue());
        }
        assertThat(message.message().subject())
                .isEqualTo(expected.path("subject").asText(""));
        if (expected.has("text")) {
            assertThat(message.message().text()).isEqualTo(expected.get("text").textValue());
        }
        if (expected.has("held")) {
            assertThat(message.held()).isNotNull();
            assertThat(message.held().since())
                    .isEqualTo(Instant.parse(expected.get("held").textValue()));
        }
        if (expected.has("header")) {
            String[] header = expected.get("header").textValue().split("=", 2);
            assertThat(message.headers().all(header[0])).first().isEqualTo(header[1]);
        }
    }

    private Clock clock() {
        return Clock.fixed(Instant.parse(Vectors.clock(file)), ZoneOffset.UTC);
    }

    private static Reading read(ProviderAdapter adapter, Vector vector) {
        assertThat(adapter.uses(vector.method())).isTrue();
        assertThat(vector.body().length).isLessThan(adapter.mostBytes());
        return adapter.read(request(vector, vector.body(), headers(vector)), channel(adapter, vector));
    }

    private static WebhookRequest request(Vector vector, byte[] body, Map<String, String> headers) {
        return TestRequests.of(vector.method(), vector.url(), body, headers);
    }

    private static Channel channel(ProviderAdapter adapter, Vector vector) {
        return new Channel(
                CHANNEL,
                "o_1",
                adapter.provider(),
                vector.secrets(),
                null,
                new Addressee(MatchBy.RECIPIENT, null, null, null),
                vector.settings(),
                Instant.EPOCH);
    }

    private static Map<String, String> headers(Vector vector) {
        return vector.headers().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

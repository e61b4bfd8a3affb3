package dev.postern.ingest;

import dev.postern.events.ChannelChanged;
import dev.postern.events.ChannelToken;
import dev.postern.events.InboundChannelChanged;
import dev.postern.events.MatchBy;
import dev.postern.platform.access.KeyHash;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import io.quarkus.arc.Arc;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes channels as credential-service does: by a record on their topic. */
public final class TestChannels {

    private TestChannels() {}

    /**
     * A channel in the making, for messages to their recipient.
     *
     * @param id of the channel
     * @param organization whose only channel it is
     * @param token that opens it
     */
    public record Draft(
            String id,
            String organization,
            String token,
            String provider,
            List<String> secrets,
            String postedUrl,
            MatchBy matchBy,
            String header,
            String fixed,
            String region,
            Map<String, String> settings) {

        public Draft postedTo(String url) {
            return new Draft(id, organization, token, provider, secrets, url, matchBy, header, fixed, region, settings);
        }

        /** With one secret more, before its own. A channel without secrets stays without. */
        public Draft having(String secret) {
            List<String> all = secrets.isEmpty()
                    ? secrets
                    : Stream.concat(Stream.of(secret), secrets.stream()).toList();
            return new Draft(
                    id, organization, token, provider, all, postedUrl, matchBy, header, fixed, region, settings);
        }

        public Draft fixed(String identifier) {
            return new Draft(
                    id,
                    organization,
                    token,
                    provider,
                    secrets,
                    postedUrl,
                    MatchBy.FIXED,
                    null,
                    identifier,
                    region,
                    settings);
        }

        public Draft header(String name) {
            return new Draft(
                    id,
                    organization,
                    token,
                    provider,
                    secrets,
                    postedUrl,
                    MatchBy.HEADER,
                    name,
                    null,
                    region,
                    settings);
        }

        public Draft with(Map<String, String> chosen) {
            return new Draft(
                    id, organization, token, provider, secrets, postedUrl, matchBy, header, fixed, region, chosen);
        }

        /** Where it is posted to. */
        public String path() {
            return "/webhooks/" + provider + "/" + token;
        }

        public Draft publish() {
            publish(1, ChannelChanged.State.ACTIVE, List.of(new ChannelToken(KeyHash.of(token), null)));
            return this;
        }

        /** Tells of a change as a later version. */
        public void publish(long version, ChannelChanged.State state, List<ChannelToken> tokens) {
            String json = secrets.stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(",", "[", "]"));
            send(new InboundChannelChanged(
                    UUID.randomUUID().toString(),
                    id,
                    organization,
                    provider,
                    tokens,
                    matchBy,
                    header,
                    sealed("identifier", fixed),
                    region,
                    secrets.isEmpty() ? null : sealed("secrets", json),
                    sealed("posted_url", postedUrl),
                    settings.isEmpty() ? null : sealed("settings", json(settings)),
                    state,
                    version,
                    Instant.EPOCH,
                    Instant.EPOCH));
        }

        private String sealed(String field, String plain) {
            return plain == null
                    ? null
                    : Arc.container()
                            .instance(PayloadSealer.class)
                            .get()
                            .seal(plain, new SealedField(organization, id, field));
        }
    }

    /** A channel nobody knows of yet. */
    public static Draft of(String provider, String... secrets) {
        String id = UUID.randomUUID().toString();
        return new Draft(
                "ch_" + id,
                "o_" + id,
                "ct_" + id,
                provider,
                List.of(secrets),
                null,
                MatchBy.RECIPIENT,
                null,
                null,
                null,
                Map.of());
    }

    private static String json(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> "\"" + setting.getKey() + "\":\"" + setting.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static void send(ChannelChanged event) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", Keys.bootstrapServers(), "acks", "all", "max.block.ms", 10_000);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(Keys.signed(event)).get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.postern.ingest.webhook;

import dev.postern.events.MatchBy;
import dev.postern.ingest.channel.Addressee;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.provider.WebhookRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Posts that were not sent. */
public final class TestRequests {

    private TestRequests() {}

    /** A channel of a provider, for messages to their recipient. */
    public static Channel channel(String provider, Map<String, String> settings, String... secrets) {
        return new Channel(
                "ch_1",
                "o_1",
                provider,
                List.of(secrets),
                null,
                new Addressee(MatchBy.RECIPIENT, null, null, null),
                settings,
                Instant.EPOCH);
    }

    public static WebhookRequest post(String url, byte[] body, Map<String, String> headers) {
        return of("POST", url, body, headers);
    }

    public static WebhookRequest of(String method, String url, byte[] body, Map<String, String> headers) {
        Map<String, String> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(headers);
        String[] parts = url.split("\\?", 2);
        return new WebhookRequest(
                method,
                parts[0],
                parts.length == 1 ? "" : parts[1],
                name -> ignoringCase.containsKey(name) ? List.of(ignoringCase.get(name)) : List.of(),
                body);
    }
}

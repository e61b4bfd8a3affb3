package dev.postern.resolver.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of the stream that reads line by line, as the HTML Living Standard says. */
final class EventLines {
    private static final String END = "END";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /** What a client is told; a comment has neither name nor data. */
    record Told(String id, String name, JsonNode data) {
        String text(String field) {
            return data.path(field).asText();
        }
    }

    static EventLines follow(URI base, String key, @Nullable String lastEventId) {
        EventLines stream = new EventLines();
        var _ = HTTP.sendAsync(request(base, key, lastEventId), HttpResponse.BodyHandlers.ofLines())
                .thenAccept(response -> response.body().forEach(stream.lines::add))
                .whenComplete((_, _) -> stream.lines.add(END));
        return stream;
    }

    static HttpResponse<String> answer(URI base, String key, @Nullable String lastEventId) throws Exception {
        return HTTP.send(request(base, key, lastEventId), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(URI base, String key, @Nullable String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/v1/codes/events"))
                .header("x-api-key", key)
                .header("accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return request.build();
    }

    /** The next event with data. */
    Told next() throws Exception {
        Told told;
        do {
            told = nextBlock();
        } while (told.data().isMissingNode());
        return told;
    }

    /** The next event or comment. */
    Told nextBlock() throws Exception {
        String id = "";
        String name = "";
        StringBuilder data = new StringBuilder();
        boolean any = false;
        while (true) {
            String line = line();
            if (line.equals(END)) {
                throw new IllegalStateException("The stream ended");
            }
            if (line.isEmpty()) {
                if (any) {
                    return new Told(id, name, JSON.readTree(data.toString()));
                }
                continue;
            }
            any = true;
            String value = line.substring(line.indexOf(':') + 1).strip();
            switch (line.substring(0, line.indexOf(':'))) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "data" -> data.append(value);
                // A comment.
                case "" -> {}
                default -> throw new IllegalStateException("Not a field of an event stream: " + line);
            }
        }
    }

    void awaitEnd() throws Exception {
        String line;
        do {
            line = line();
        } while (!line.equals(END));
    }

    private String line() throws InterruptedException {
        String line = lines.poll(30, TimeUnit.SECONDS);
        if (line == null) {
            throw new IllegalStateException("Nothing more was told");
        }
        return line;
    }
}

package dev.postern.benchmarks.ingest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.benchmarks.CannotMeasure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Pushes over HTTP/1.1, to the bare endpoint and to code-ingest-service. */
final class Posting {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Every so many messages one is an HTML mail. */
    private static final int HTML_EVERY = 10;

    private final HttpClient http;
    private final Messages messages;

    Posting(HttpClient http, Messages messages) {
        this.http = http;
        this.messages = messages;
    }

    /** Produces the text as it is. */
    Sending bare(URI producer) {
        return number -> send(HttpRequest.newBuilder(producer.resolve("/produce?id=m" + number))
                .header("content-type", "text/plain")
                .POST(BodyPublishers.ofString(messages.text(number).text()))
                .build());
    }

    /** Pushes texts alone. */
    Sending texts(URI ingest, String apiKey) {
        return number -> push(ingest, apiKey, number, messages.text(number).text());
    }

    /** Pushes nine texts for each HTML mail. */
    Sending mixed(URI ingest, String apiKey) {
        return number -> push(
                ingest,
                apiKey,
                number,
                number % HTML_EVERY == 0
                        ? messages.html(number)
                        : messages.text(number).text());
    }

    private void push(URI ingest, String apiKey, long number, String content) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(ingest.resolve("/v1/credentials/totp"))
                .header("x-api-key", apiKey)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(
                        Map.of("totp_identifier", "r" + number + "@in.example", "content", content))))
                .build());
    }

    private void send(HttpRequest request) throws IOException, InterruptedException {
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new CannotMeasure("a push was answered with " + status);
        }
    }
}

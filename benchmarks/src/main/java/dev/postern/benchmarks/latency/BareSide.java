package dev.postern.benchmarks.latency;

import java.net.URI;
import java.net.http.HttpRequest;

/** The bare path, with requests of about the same size. */
final class BareSide implements Side {
    private final URI producer;
    private final URI waiter;

    BareSide(BarePath path) {
        this.producer = path.producer();
        this.waiter = path.waiter();
    }

    @Override
    public String name() {
        return "bare";
    }

    @Override
    public HttpRequest await(TextMessage message) {
        return HttpRequest.newBuilder(waiter.resolve("/wait/" + message.id())).build();
    }

    @Override
    public HttpRequest askWaiting() {
        return HttpRequest.newBuilder(waiter.resolve("/wait")).build();
    }

    @Override
    public int countWaiting(String body) {
        return Integer.parseInt(body);
    }

    @Override
    public HttpRequest push(TextMessage message) {
        return HttpRequest.newBuilder(producer.resolve("/produce?id=" + message.id()))
                .header("content-type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(message.text()))
                .build();
    }

    @Override
    public boolean isAnswer(String body, TextMessage message) {
        return body.equals(message.text());
    }
}

package dev.postern.benchmarks.waiters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.concurrent.Flow;

/** Reads a request's events, line by line, until one of them has its code. */
final class Following implements Flow.Subscriber<String> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DATA = "data:";

    private final Login login;

    Following(Login login) {
        this.login = login;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        if (!line.startsWith(DATA)) {
            return;
        }
        long now = System.nanoTime();
        try {
            JsonNode event = JSON.readTree(line.substring(DATA.length()));
            if (event.hasNonNull("code")) {
                login.code().complete(new Login.Given(event.path("code").asText(), now));
            }
        } catch (JsonProcessingException e) {
            login.code().completeExceptionally(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        login.code().completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        login.code().completeExceptionally(new IllegalStateException("the events ended without a code"));
    }
}

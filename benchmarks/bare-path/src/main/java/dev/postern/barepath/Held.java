package dev.postern.barepath;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The requests that wait for a text, by id. */
@Singleton
class Held {
    private final Map<String, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();

    CompletableFuture<String> hold(String id) {
        return waiting.computeIfAbsent(id, _ -> new CompletableFuture<>());
    }

    void answer(String id, String text) {
        CompletableFuture<String> held = waiting.remove(id);
        if (held != null) {
            held.complete(text);
        }
    }

    int count() {
        return waiting.size();
    }
}

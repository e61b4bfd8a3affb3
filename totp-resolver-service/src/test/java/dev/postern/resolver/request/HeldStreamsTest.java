package dev.postern.resolver.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.resolver.Publisher;
import dev.postern.resolver.ResolverInstallation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Over HTTP/2 a worker's held requests share one connection, and the room there is for bodies on their way (RFC 9113, 5.2). */
@QuarkusTest
@QuarkusTestResource(ResolverInstallation.class)
class HeldStreamsTest {
    private static final int HELD = 40;
    /** So that all together take more than the 64 KiB a connection starts with. */
    private static final String PADDING = " ".repeat(4_000);

    @Inject
    Publisher publisher;

    @Inject
    Tracer tracer;

    @TestHTTPResource("/v1/code-requests")
    URI requests;

    private final String organization = "o_" + UUID.randomUUID();

    @Test
    void heldRequestsDoNotKeepTheirConnectionFromTakingMore() throws Exception {
        // Given
        String key = publisher.key(organization);
        try (HttpClient worker =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpResponse<String> first = worker.send(asking(key), BodyHandlers.ofString());
            List<CompletableFuture<HttpResponse<String>>> held = IntStream.range(0, HELD)
                    .mapToObj(_ -> worker.sendAsync(held(key), BodyHandlers.ofString()))
                    .toList();

            // When
            HttpResponse<String> next =
                    worker.sendAsync(asking(key), BodyHandlers.ofString()).get(20, TimeUnit.SECONDS);

            // Then
            assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(next.statusCode()).isEqualTo(202);
            assertThat(held).noneMatch(CompletableFuture::isDone);
            worker.shutdownNow();
        }
    }

    @Test
    void withoutACollectorAHeldRequestKeepsNoSpan() {
        // When
        Span span = tracer.spanBuilder("held").startSpan();

        // Then
        assertThat(span.isRecording()).isFalse();
    }

    private HttpRequest asking(String key) {
        return request(key).build();
    }

    private HttpRequest held(String key) {
        return request(key).header("prefer", "wait=55").build();
    }

    private HttpRequest.Builder request(String key) {
        String body = "{\"totp_identifier\":\"" + UUID.randomUUID() + "@example.com\"}" + PADDING;
        return HttpRequest.newBuilder(requests)
                .header("x-api-key", key)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }
}

package dev.postern.ingest.calling;

import dev.postern.platform.problem.FailureTrace;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls an address of a provider, over TLS, without following redirects, for five seconds at most, however slowly it answers. The caller has made
 * sure that the host is the provider's.
 */
@ApplicationScoped
public class ProviderCalls {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final String TLS = "https://";

    private final Duration longest;
    private @Nullable HttpClient client;

    ProviderCalls() {
        this(LONGEST);
    }

    /** @param longest for a whole call */
    ProviderCalls(Duration longest) {
        this.longest = longest;
    }

    /** The provider did not answer as it should; it may later. */
    public static final class OutOfReach extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        /**
         * Not now.
         *
         * @param reason safe to log
         */
        public OutOfReach(String reason) {
            super(reason);
            this.reason = reason;
        }

        /** Safe to log. */
        public String reason() {
            return reason;
        }
    }

    /**
     * The beginning of the answer's body.
     *
     * @param authorization the header; null for none
     * @param mostBytes how much is read
     * @throws OutOfReach unless it was answered 200
     */
    public byte[] get(String url, @Nullable String authorization, int mostBytes) {
        HttpRequest.Builder request = request(url).GET();
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return answered(request.build(), mostBytes);
    }

    /**
     * The beginning of the answer to a form.
     *
     * @param form as {@code application/x-www-form-urlencoded}
     * @param mostBytes how much is read
     * @throws OutOfReach unless it was answered 200
     */
    public byte[] post(String url, String form, int mostBytes) {
        return answered(
                request(url)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                mostBytes);
    }

    private HttpRequest.Builder request(String url) {
        if (!url.startsWith(TLS)) {
            throw new OutOfReach("not_https");
        }
        return HttpRequest.newBuilder(URI.create(url)).timeout(longest);
    }

    byte[] answered(HttpRequest request, int mostBytes) {
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            HttpResponse<InputStream> answer = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new OutOfReach("status_" + answer.statusCode());
                }
                return read(body, mostBytes, deadline);
            }
        } catch (IOException e) {
            throw new OutOfReach(FailureTrace.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutOfReach("interrupted");
        }
    }

    /** The client's own limit ends with the headers of an answer. */
    private static byte[] read(InputStream body, int mostBytes, long deadline) throws IOException {
        long left = Math.max(0, deadline - System.nanoTime());
        CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS).execute(() -> cut(body));
        byte[] read = body.readNBytes(mostBytes);
        if (System.nanoTime() - deadline >= 0) {
            throw new HttpTimeoutException("The answer did not end in time");
        }
        return read;
    }

    private static void cut(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // Whoever reads is told.
        }
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(LONGEST)
                    .build();
        }
        return client;
    }
}

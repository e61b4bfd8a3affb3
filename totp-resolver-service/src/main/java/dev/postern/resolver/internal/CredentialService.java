package dev.postern.resolver.internal;

import dev.postern.events.internal.InternalJson;
import dev.postern.events.internal.InternalJson.MalformedAnswer;
import dev.postern.events.internal.InternalQuestion;
import dev.postern.platform.limit.FairPlaces;
import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import dev.postern.platform.tracing.TraceParent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks credential-service over its internal listener. Blocks; call it on a virtual thread. */
@ApplicationScoped
public class CredentialService implements StartupCheck {
    private static final String TOKEN_SETTING = "postern.internal.token-file";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(4);
    // Equals the number of credential-service's database connections. Further calls wait here, organisations in turn.
    private static final int CONNECTIONS = 16;

    private final CredentialServiceSettings settings;
    private final HttpClient http;
    private final FairPlaces places = new FairPlaces(CONNECTIONS);
    private volatile String token = "";

    CredentialService(CredentialServiceSettings settings, Vertx vertx) {
        this.settings = settings;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                .setMaxPoolSize(CONNECTIONS)
                // This class sets its own header, with which the other side continues the caller's trace.
                .setTracingPolicy(TracingPolicy.IGNORE));
    }

    /** credential-service did not answer as agreed. The message leaves the answer out. */
    public static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unreachable() {
            super("credential-service is out of reach");
        }
    }

    @Override
    public void check(Findings findings) {
        if (settings.tokenFile().isEmpty()) {
            findings.abort(TOKEN_SETTING, "the setting is missing");
            return;
        }
        try {
            token = Files.readString(settings.tokenFile().get()).strip();
        } catch (IOException e) {
            findings.abort(TOKEN_SETTING, "the file cannot be read");
        }
    }

    /**
     * Asks the listener.
     *
     * @return the answer; empty for 404, which means that the subject does not exist
     * @throws Unreachable when credential-service does not answer as agreed
     */
    public <A> Optional<A> ask(InternalQuestion question, Class<A> type) {
        FairPlaces.Place place = turn(question.organizationId());
        try {
            return exchange(question, type);
        } finally {
            place.leave();
        }
    }

    /** Waits for the turn of the organisation: the pool of connections would serve whoever came first. */
    private FairPlaces.Place turn(String organizationId) {
        try {
            return places.enter(organizationId, ANSWER_TIMEOUT).orElseThrow(Unreachable::new);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable();
        }
    }

    private <A> Optional<A> exchange(InternalQuestion question, Class<A> type) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                // Limits the wait for a pooled connection and for the answer. A missing answer closes the connection.
                .setTimeout(ANSWER_TIMEOUT.toMillis())
                .setAbsoluteURI(settings.url().resolve(question.path()).toString())
                .putHeader("authorization", "Bearer " + token)
                .putHeader("content-type", "application/json");
        String traceParent = TraceParent.current();
        if (traceParent != null) {
            request.putHeader("traceparent", traceParent);
        }
        Answer answer = answer(http.request(request).compose(ready -> exchange(ready, InternalJson.write(question))));
        return switch (answer.status()) {
            case 200 -> Optional.of(read(answer.body(), type));
            case 404 -> Optional.empty();
            default -> throw new Unreachable();
        };
    }

    private record Answer(int status, Buffer body) {
        @Override
        public String toString() {
            return "Answer[status=" + status + "]";
        }
    }

    private static Future<Answer> exchange(HttpClientRequest request, byte[] body) {
        return request.send(Buffer.buffer(body))
                .compose(response -> response.body().map(whole -> new Answer(response.statusCode(), whole)));
    }

    private static Answer answer(Future<Answer> coming) {
        try {
            return coming.toCompletionStage()
                    .toCompletableFuture()
                    .get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Unreachable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable();
        }
    }

    private static <A> A read(Buffer body, Class<A> type) {
        try {
            return InternalJson.read(body.getBytes(), type);
        } catch (MalformedAnswer e) {
            throw new Unreachable();
        }
    }
}

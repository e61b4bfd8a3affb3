package dev.postern.credential.internal;

import dev.postern.events.internal.InternalQuestion;
import dev.postern.platform.body.ArrivedBody;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.reading.Bodies;
import dev.postern.platform.reading.Payer;
import dev.postern.platform.reading.UnfinishedBody;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes the resolver's questions. The event loop only reads and writes; each question is answered on a virtual thread.
 * When the service stops, questions that are being answered are answered first.
 */
@ApplicationScoped
class InternalListener {
    private static final Logger LOGGER = Logger.getLogger(InternalListener.class);
    private static final int AFTER_THE_CHECKS = 30;
    private static final int LARGEST_BODY = 16 * 1024;
    private static final Payer CALLER = Payer.of("internal");
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final InternalListenerSettings settings;
    private final ServiceToken token;
    private final Bodies bodies;
    private final Map<Pattern, InternalRoute> routes;
    private final AtomicInteger answering = new AtomicInteger();
    private volatile boolean stopping;
    private volatile @Nullable HttpServer server;

    InternalListener(
            Vertx vertx,
            InternalListenerSettings settings,
            ServiceToken token,
            Bodies bodies,
            @All List<InternalRoute> routes) {
        this.vertx = vertx;
        this.settings = settings;
        this.token = token;
        this.bodies = bodies;
        this.routes = routes.stream().collect(Collectors.toUnmodifiableMap(InternalListener::pattern, route -> route));
    }

    void onStart(@Observes @Priority(AFTER_THE_CHECKS) StartupEvent event) {
        HttpServerOptions options =
                new HttpServerOptions().setHost(settings.host()).setPort(settings.port());
        HttpServer listening = vertx.createHttpServer(options)
                .requestHandler(this::accept)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        server = listening;
        LOGGER.infof("The internal listener is open host=%s port=%d", settings.host(), listening.actualPort());
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        long deadline = System.nanoTime() + LONGEST_DRAIN.toNanos();
        while (answering.get() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        HttpServer listening = server;
        if (listening != null) {
            listening.close();
        }
    }

    /** Where it listens, once it does. */
    int port() {
        HttpServer listening = server;
        return listening == null ? 0 : listening.actualPort();
    }

    private static Pattern pattern(InternalRoute route) {
        return Pattern.compile(route.path().replace(InternalQuestion.ID, "([A-Za-z0-9_-]{1,64})"));
    }

    /** A route, and the id of what it is asked for. */
    private record Question(InternalRoute route, String id) {}

    private Optional<Question> question(String path) {
        return routes.entrySet().stream()
                .flatMap(entry -> {
                    Matcher matcher = entry.getKey().matcher(path);
                    return matcher.matches()
                            ? Stream.of(new Question(entry.getValue(), matcher.group(1)))
                            : Stream.empty();
                })
                .findFirst();
    }

    private void accept(HttpServerRequest request) {
        request.pause();
        request.response().headersEndHandler(_ -> UnfinishedBody.announce(request));
        request.response().endHandler(_ -> UnfinishedBody.end(request, vertx));
        if (!token.shownBy(request.getHeader("authorization"))) {
            refuse(request, 401, "The service token is missing or wrong");
            return;
        }
        // Null for a target without a path, such as that of OPTIONS *.
        String path = request.path();
        Optional<Question> question = path == null ? Optional.empty() : question(path);
        if (question.isEmpty()) {
            refuse(request, 404, "There is no such route");
        } else if (!request.method().equals(HttpMethod.POST)) {
            refuse(request, 405, "The route takes POST");
        } else if (stopping) {
            refuse(request, 503, "The service is stopping");
        } else if (request.getHeader("content-length") == null) {
            refuse(request, 411, "The body's length must be given");
        } else if (bodyIsTooLarge(request)) {
            refuse(request, 413, "The body is too large");
        } else {
            String contentType = request.getHeader("content-type");
            bodies.read(request, CALLER, LARGEST_BODY).whenComplete((body, failure) -> {
                if (failure == null) {
                    answer(request, question.get(), body, contentType);
                } else if (failure instanceof Problem problem) {
                    send(request, InternalAnswer.of(problem));
                }
            });
        }
    }

    private void answer(HttpServerRequest request, Question question, ArrivedBody body, @Nullable String contentType) {
        Context loop = vertx.getOrCreateContext();
        answering.incrementAndGet();
        Thread.ofVirtual().name("internal-answer").start(() -> {
            InternalAnswer answer = question.route().answer(question.id(), body.readAllBytes(), contentType);
            body.close();
            loop.runOnContext(written -> {
                send(request, answer);
                answering.decrementAndGet();
            });
        });
    }

    private static boolean bodyIsTooLarge(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        return length == null || length.length() > 6 || Long.parseLong(length) > LARGEST_BODY;
    }

    private static void refuse(HttpServerRequest request, int status, String detail) {
        send(request, InternalAnswer.refusal(status, detail));
    }

    private static void send(HttpServerRequest request, InternalAnswer answer) {
        if (request.response().closed()) {
            return;
        }
        request.response()
                .setStatusCode(answer.status())
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(Buffer.buffer(answer.body()));
    }
}

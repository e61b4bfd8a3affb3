package dev.postern.platform.reading;

import dev.postern.platform.body.ArrivedBody;
import dev.postern.platform.problem.Problem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Reads the bodies of requests on their event loops, so that a slow one keeps no thread. */
@Singleton
public class Bodies {
    private static final long LEAST_MEMORY = 40L * 1024 * 1024;

    private final Vertx vertx;
    private final Pace pace;
    private final BodyBudget budget;

    @Inject
    Bodies(Vertx vertx, BodySettings settings, MeterRegistry registry) {
        this(
                vertx,
                new Pace(settings.time().toNanos(), settings.perSecond().asLongValue()),
                new BodyBudget(settings.memory()
                        .map(MemorySize::asLongValue)
                        .orElseGet(() ->
                                Math.max(LEAST_MEMORY, Runtime.getRuntime().maxMemory() / 4))));
        Gauge.builder("postern.bodies.bytes", budget, BodyBudget::used)
                .description("Memory of bodies that are being read or were not handled yet")
                .baseUnit("bytes")
                .register(registry);
    }

    /**
     * Bodies outside a running service.
     *
     * @param time how long a body may take, however short it is
     * @param bytesPerSecond how much must have come for each second beyond that
     * @param memory of all bodies together, in bytes
     */
    public static Bodies of(Vertx vertx, Duration time, long bytesPerSecond, long memory) {
        return new Bodies(vertx, new Pace(time.toNanos(), bytesPerSecond), new BodyBudget(memory));
    }

    Bodies(Vertx vertx, Pace pace, BodyBudget budget) {
        this.vertx = vertx;
        this.pace = pace;
        this.budget = budget;
    }

    /**
     * The body of a request, once it has come. Call it on the request's event loop, where the stage completes too.
     *
     * @param payer whose share of the memory it takes
     * @param mostBytes a longer body is refused as soon as that is known
     * @return fails with a {@link Problem}: 413 for a longer body, 408 for one that comes too slowly, 503 when there is no memory
     *     for it now, 400 when it broke off
     */
    public CompletionStage<ArrivedBody> read(HttpServerRequest request, Payer payer, int mostBytes) {
        return new BodyReading(vertx, pace, budget, request, payer, mostBytes).begin();
    }

    /**
     * What comes by another protocol, once it has come. It shares memory and pace with the bodies of requests. Blocks.
     *
     * @param payer whose share of the memory it takes
     * @param mostBytes what is longer is refused as soon as that is known
     * @throws Problem 413 for what is longer, 408 for what comes too slowly, 503 when there is no memory for it now
     * @throws IOException when it broke off
     */
    public ArrivedBody read(InputStream stream, Payer payer, int mostBytes) throws IOException {
        return new StreamReading(pace, budget, payer, mostBytes).read(stream);
    }
}

package dev.postern.benchmarks.neighbours;

import dev.postern.benchmarks.CannotMeasure;
import dev.postern.benchmarks.Machine;
import dev.postern.benchmarks.Measurement;
import dev.postern.benchmarks.Quantile;
import dev.postern.benchmarks.ScratchFolder;
import dev.postern.local.LocalOptions;
import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import dev.postern.local.process.Ports;
import dev.postern.local.verb.AboveZero;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What one organisation that takes all it may costs the logins of another: their p99 beside the flood, in ratio to their p99 in
 * quiet, in one run.
 */
@Command(
        name = "neighbours",
        sortOptions = false,
        sortSynopsis = false,
        description = "The logins of one organisation, while another takes all it may on five fronts.")
public final class NeighboursBenchmark extends Measurement {
    private static final List<String> JVM_FLAGS = List.of("-Xmx512m", "-XX:+UseCompactObjectHeaders");
    private static final int WARM_UP = 300;
    private static final double TARGET = 2;
    private static final long LONGEST_SECONDS = 150;
    /** What comes sooner than its request is held is not a login's wait. */
    private static final Duration UNTIL_HELD = Duration.ofMillis(40);

    @Option(
            names = "--logins",
            paramLabel = "N",
            converter = AboveZero.class,
            defaultValue = "500",
            description =
                    "logins in quiet, and as many beside the flood, in each round; ${DEFAULT-VALUE} unless told otherwise")
    private int logins;

    @Option(
            names = "--held",
            paramLabel = "N",
            converter = AboveZero.class,
            description = "requests that the other holds; as many as /v1/limits allows unless told otherwise")
    private @Nullable Integer held;

    @Option(
            names = "--streams",
            paramLabel = "N",
            converter = AboveZero.class,
            description = "event streams that the other has; as many as /v1/limits allows unless told otherwise")
    private @Nullable Integer streams;

    @Option(
            names = "--callers",
            paramLabel = "N",
            converter = AboveZero.class,
            defaultValue = "16",
            description = "callers of the other that push, that make requests and that read lists, without a pause;"
                    + " ${DEFAULT-VALUE} of each unless told otherwise")
    private int callers;

    @Option(
            names = "--fronts",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "stream,held,push,made,list",
            description = "which of the five; all unless told otherwise: ${DEFAULT-VALUE}")
    private Set<String> fronts = Set.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            converter = AboveZero.class,
            defaultValue = "3",
            description = "rounds of quiet and flood in turn; ${DEFAULT-VALUE} unless told otherwise")
    private int rounds;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            converter = AboveZero.class,
            defaultValue = "30",
            description =
                    "how long the flood goes on before logins are timed, and how long it is over before the next round;"
                            + " ${DEFAULT-VALUE} unless told otherwise")
    private int settle;

    @Override
    protected void measure(Path checkout) throws IOException, InterruptedException {
        Machine machine = Machine.look(Clock.systemUTC());
        out.println("Starting Postern");
        try (ScratchFolder data = ScratchFolder.make()) {
            LocalOptions options =
                    LocalOptions.of(checkout, data.path(), Ports.free()).withJvmFlags(JVM_FLAGS);
            try (LocalSystem postern = LocalSystem.start(options);
                    HttpClient client = HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .build()) {
                out.println("logins of one organisation, while another takes all it may on five fronts");
                out.println(machine.line());
                out.println("services with " + String.join(" ", JVM_FLAGS) + " and the limits that are set by default");
                measure(postern, client);
            }
        }
    }

    private void measure(LocalSystem postern, HttpClient client) throws IOException, InterruptedException {
        Tenant operator = Tenant.operator(postern);
        Tenant neighbour = operator.fresh(client, "neighbour");
        FloodPlan plan = plan(operator.fresh(client, "flood"), client);
        out.printf(
                "the other holds %d requests and %d streams, and has %d callers on each other front%n",
                plan.held(), plan.streams(), plan.callers());
        var _ = logins(neighbour, client, "warm", WARM_UP);
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            long[] quiet = tell(round, "in quiet", logins(neighbour, client, "quiet" + round, logins));
            try (FloodProcess flood = FloodProcess.start(plan)) {
                TimeUnit.SECONDS.sleep(settle);
                long[] beside = tell(round, "beside it", logins(neighbour, client, "beside" + round, logins));
                out.println("  answers to the other: " + flood.end());
                ratios.add(Quantile.ms(beside, 0.99) / Quantile.ms(quiet, 0.99));
            }
            // What it left behind is worked off.
            TimeUnit.SECONDS.sleep(settle);
        }
        ratios.sort(null);
        double ratio = ratios.get(ratios.size() / 2);
        out.printf(
                Locale.ROOT,
                "p99 beside the flood to p99 in quiet: %.2f in the middle of %d rounds, %.2f to %.2f   target at most %.1f: %s%n",
                ratio,
                rounds,
                ratios.getFirst(),
                ratios.getLast(),
                TARGET,
                ratio <= TARGET ? "reached" : "missed");
    }

    private FloodPlan plan(Tenant one, HttpClient client) throws IOException, InterruptedException {
        Tenant other = one.withAnotherKey(client, "codes:push", "codes:read", "codes:request", "credentials:read");
        int all = one.most(client, Service.TOTP_RESOLVER_SERVICE, "requests_at_once");
        int streamsAtMost = one.most(client, Service.TOTP_RESOLVER_SERVICE, "event_streams");
        int manyStreams = streams == null ? streamsAtMost : streams;
        return new FloodPlan(
                one.services(),
                List.of(one.key(), other.key()),
                held == null ? all - manyStreams - callers : held,
                manyStreams,
                callers,
                fronts);
    }

    /**
     * What a login waits for Postern, in nanoseconds.
     *
     * @param made until its request is made, which is before it presses
     * @param pushed from before its push is sent until the push is answered
     * @param given from before its push is sent until it has the code
     */
    private record Login(long made, long pushed, long given) {
        long waits() {
            return made + given;
        }
    }

    private static List<Login> logins(Tenant tenant, HttpClient client, String name, int count)
            throws IOException, InterruptedException {
        List<Login> logins = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String address = name + i + "@neighbour.example";
            String code = Integer.toString(100_000 + i);
            long asked = System.nanoTime();
            String request = make(tenant, client, address, name + i);
            long made = System.nanoTime() - asked;
            CompletableFuture<HttpResponse<String>> answer =
                    client.sendAsync(tenant.hold(request, 50).build(), BodyHandlers.ofString());
            Thread.sleep(UNTIL_HELD);
            long sent = System.nanoTime();
            CompletableFuture<Long> given = answer.thenApply(response -> {
                long now = System.nanoTime();
                // One that was told to wait longer counts with all its wait.
                if (response.statusCode() != 202
                        && !Tenant.tree(response.body()).path("code").asText().equals(code)) {
                    throw new CannotMeasure("a login got " + response.statusCode() + " and no code of its own");
                }
                return now - sent;
            });
            var pushed = client.send(tenant.push(address, code).build(), BodyHandlers.discarding());
            if (pushed.statusCode() != 200) {
                throw new CannotMeasure("a push of the neighbour was answered with " + pushed.statusCode());
            }
            long answered = System.nanoTime() - sent;
            logins.add(new Login(made, answered, of(given)));
        }
        return logins;
    }

    private static String make(Tenant tenant, HttpClient client, String address, String run)
            throws IOException, InterruptedException {
        HttpResponse<String> made = client.send(tenant.ask(address, run, 0).build(), BodyHandlers.ofString());
        if (made.statusCode() != 202) {
            throw new CannotMeasure("a request of the neighbour was answered with " + made.statusCode());
        }
        return Tenant.tree(made.body()).path("code_request_id").asText();
    }

    private static long of(CompletableFuture<Long> given) throws InterruptedException {
        try {
            return given.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CannotMeasure("a login was not answered: " + e);
        }
    }

    private long[] tell(int round, String name, List<Login> logins) {
        long[] nanos = logins.stream().mapToLong(Login::waits).toArray();
        Login slowest = logins.stream()
                .max(Comparator.comparingLong(Login::waits))
                .orElseThrow(() -> new CannotMeasure("there were no logins"));
        out.printf(
                Locale.ROOT,
                "round %d  %-10s %6d logins   p50 %.3f ms   p99 %.3f ms   max %.3f ms"
                        + " (request made %.0f, push answered %.0f, code given %.0f)%n",
                round,
                name,
                nanos.length,
                Quantile.ms(nanos, 0.5),
                Quantile.ms(nanos, 0.99),
                Quantile.ms(nanos, 1),
                slowest.made() / 1e6,
                slowest.pushed() / 1e6,
                slowest.given() / 1e6);
        return nanos;
    }
}

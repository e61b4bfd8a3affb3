package dev.postern.benchmarks.waiters;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * One resolver that holds many requests at once. Each is then given its own code, one after the other. Before that,
 * requests that wait alone are given theirs: the ratio says what the others cost.
 */
@Command(
        name = "waiters",
        sortOptions = false,
        sortSynopsis = false,
        description = "Requests held open at once by one resolver, each then given its own code.")
public final class WaitersBenchmark extends Measurement {
    /** Both compiler tiers, unlike {@code ./postern up}: how a server runs. */
    private static final List<String> JVM_FLAGS = List.of("-Xmx512m", "-XX:+UseCompactObjectHeaders");

    private static final int WARM_UP = 1_000;
    private static final int ALONE = 1_000;
    /** Asked at once; more would only queue. */
    private static final int AT_ONCE = 400;

    private static final Duration LOOK_AGAIN_FOR_ONE = Duration.ofMillis(5);
    /** Counting the requests it holds costs the resolver as much as taking in some requests. */
    private static final Duration LOOK_AGAIN_FOR_MANY = Duration.ofMillis(200);

    private static final double TARGET = 2;
    private static final long LONGEST_SECONDS = 60;
    private static final Duration LONGEST_HOLDING = Duration.ofMinutes(5);

    private static final int OVER_HTTP_2 = 50_000;
    private static final int OVER_HTTP_1 = 15_000;

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = AboveZero.class,
            description = "requests held at once; 50000 over HTTP/2 or 15000 over HTTP/1.1 unless told otherwise")
    private @Nullable Integer count;

    @Option(
            names = "--http",
            paramLabel = "1|2",
            converter = HttpVersion.class,
            defaultValue = "2",
            description =
                    "the version they wait over; ${DEFAULT-VALUE} unless told otherwise. Over 2 they are streams of"
                            + " a few connections, over 1 each has a connection of its own.")
    private HttpClient.Version http;

    @Option(
            names = "--by",
            paramLabel = "answer|events",
            defaultValue = "answer",
            description =
                    "what they wait for; ${DEFAULT-VALUE} unless told otherwise. An answer comes after 55 seconds at"
                            + " most and is asked for again; events are server-sent for as long as a request waits.")
    private HeldBy by;

    @Override
    protected void measure(Path checkout) throws IOException, InterruptedException {
        Machine machine = Machine.look(Clock.systemUTC());
        out.println("Starting Postern");
        try (ScratchFolder data = ScratchFolder.make()) {
            LocalOptions system = LocalOptions.of(checkout, data.path(), Ports.free())
                    .withJvmFlags(JVM_FLAGS)
                    .withHighLimits();
            try (LocalSystem postern = LocalSystem.start(system);
                    Asking asking = new Asking(postern, count(), http, by)) {
                out.printf(
                        Locale.ROOT,
                        "%d requests held open at once by one resolver over %s, by %s, each then given its own code%n",
                        count(),
                        http == HttpClient.Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1",
                        by == HeldBy.EVENTS ? "events" : "answers");
                out.println(machine.line());
                out.println("services with " + String.join(" ", JVM_FLAGS));
                measure(postern, asking);
            }
        }
    }

    private int count() {
        if (count != null) {
            return count;
        }
        return http == HttpClient.Version.HTTP_2 ? OVER_HTTP_2 : OVER_HTTP_1;
    }

    private void measure(LocalSystem postern, Asking asking) throws IOException, InterruptedException {
        int next = count();
        var _ = alone(asking, next, WARM_UP);
        next += WARM_UP;
        out.println("heap after GC with nobody waiting: " + heapAfterCollection(postern));
        long[] alone = alone(asking, next, ALONE);
        tell("one alone", alone);
        List<Login> waiting = holdAll(asking);
        out.println("heap after GC with all of them waiting: " + heapAfterCollection(postern));
        long[] nanos = new long[waiting.size()];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = give(asking, waiting.get(i));
        }
        tell("of so many", nanos);
        double ratio = Quantile.ms(nanos, 0.99) / Quantile.ms(alone, 0.99);
        out.printf(
                Locale.ROOT,
                "p99 of so many to one alone: %.2f   target at most %.1f: %s%n",
                ratio,
                TARGET,
                ratio <= TARGET ? "reached" : "missed");
    }

    /** The times of logins of which only one waits at a time. */
    private static long[] alone(Asking asking, int first, int count) throws IOException, InterruptedException {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            Login login = Login.of(first + i);
            asking.wait(login);
            while (!asking.anybodyWaits()) {
                Thread.sleep(LOOK_AGAIN_FOR_ONE);
            }
            nanos[i] = give(asking, login);
        }
        return nanos;
    }

    private List<Login> holdAll(Asking asking) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        List<Login> waiting = new ArrayList<>();
        while (waiting.size() < count()) {
            int more = Math.min(AT_ONCE, count() - waiting.size());
            for (int i = 0; i < more; i++) {
                Login login = Login.of(waiting.size());
                waiting.add(login);
                asking.wait(login);
            }
            // Requests that are asked again are not held for a moment.
            awaitHeld(asking, waiting.size() - AT_ONCE / 2);
        }
        awaitHeld(asking, count());
        out.printf(Locale.ROOT, "all %d are held, after %.0f s%n", count(), (System.nanoTime() - begun) / 1e9);
        return waiting;
    }

    private static void awaitHeld(Asking asking, int count) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_HOLDING.toNanos();
        int held = asking.held();
        while (held < count) {
            if (System.nanoTime() > deadline) {
                throw new CannotMeasure("the resolver holds " + held + " requests of " + count);
            }
            Thread.sleep(LOOK_AGAIN_FOR_MANY);
            held = asking.held();
        }
    }

    /** How long it took from before the push was sent until the login had its code, in nanoseconds. */
    private static long give(Asking asking, Login login) throws IOException, InterruptedException {
        long sent = System.nanoTime();
        asking.push(login);
        try {
            Login.Given given = login.code().get(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (!login.isGivenItsOwn(given)) {
                throw new CannotMeasure("a login got what was not its own");
            }
            return given.atNanos() - sent;
        } catch (ExecutionException | TimeoutException e) {
            throw new CannotMeasure("a login was not answered: " + e);
        }
    }

    private void tell(String name, long[] nanos) {
        out.printf(
                Locale.ROOT,
                "%-11s %6d codes   p50 %.3f ms   p99 %.3f ms%n",
                name,
                nanos.length,
                Quantile.ms(nanos, 0.5),
                Quantile.ms(nanos, 0.99));
    }

    /** What the JDK's own tool says of the resolver, after it has collected. */
    private static String heapAfterCollection(LocalSystem postern) throws IOException, InterruptedException {
        long pid = postern.process(Service.TOTP_RESOLVER_SERVICE).process().pid();
        var _ = jcmd(pid, "GC.run");
        return jcmd(pid, "GC.heap_info")
                .lines()
                .filter(line -> line.contains("used"))
                .findFirst()
                .map(String::strip)
                .orElse("unknown");
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new CannotMeasure("jcmd cannot be run");
        }
        return told;
    }

    /** Reads 1 or 2. */
    private static final class HttpVersion implements ITypeConverter<HttpClient.Version> {
        @Override
        public HttpClient.Version convert(String value) {
            return switch (value) {
                case "1" -> HttpClient.Version.HTTP_1_1;
                case "2" -> HttpClient.Version.HTTP_2;
                default -> throw new TypeConversionException("needs 1 or 2");
            };
        }
    }
}

package dev.postern.benchmarks.totp;

import dev.postern.benchmarks.Machine;
import dev.postern.benchmarks.Measurement;
import dev.postern.benchmarks.Quantile;
import dev.postern.benchmarks.ScratchFolder;
import dev.postern.local.LocalOptions;
import dev.postern.local.LocalSystem;
import dev.postern.local.process.Ports;
import dev.postern.local.verb.AboveZero;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How soon a run has the code of an authenticator, when many runs need the codes of many of them. */
@Command(
        name = "totp",
        sortOptions = false,
        sortSynopsis = false,
        description = "Codes of authenticators, each for a run of its own, 200 requests a second whatever is answered.")
public final class TotpBenchmark extends Measurement {
    /**
     * How a server runs: as the images do (docker/run), with a heap of 512 MiB. Both compiler tiers, unlike {@code ./postern up}.
     */
    private static final List<String> JVM_FLAGS =
            List.of("-Xms512m", "-Xmx512m", "-XX:MaxTenuringThreshold=2", "-XX:+UseCompactObjectHeaders");

    private static final double TARGET_MS = 10;

    private static final int MOST = 1_000_000;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            converter = AboveZero.class,
            defaultValue = "10000",
            description =
                    "credentials, each with a seed of its own, asked by turns; ${DEFAULT-VALUE} unless told otherwise")
    private int seeds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            converter = AboveZero.class,
            defaultValue = "60",
            description = "of the part that counts; ${DEFAULT-VALUE} unless told otherwise")
    private int seconds;

    @Spec
    private CommandSpec spec;

    /** @throws ParameterException when so few seeds cannot be measured for so long */
    TotpOptions options() {
        if (seeds > MOST || seconds > MOST) {
            throw new ParameterException(spec.commandLine(), "--seeds and --seconds take numbers up to " + MOST);
        }
        TotpOptions options = new TotpOptions(seeds, seconds);
        if (options.asksASeedTwiceInAStep()) {
            throw new ParameterException(
                    spec.commandLine(), "with so few seeds one is asked again before its step is over");
        }
        return options;
    }

    @Override
    protected void measure(Path checkout) throws IOException, InterruptedException {
        TotpOptions options = options();
        Machine machine = Machine.look(Clock.systemUTC());
        out.println("Starting Postern");
        try (ScratchFolder data = ScratchFolder.make()) {
            LocalOptions system = LocalOptions.of(checkout, data.path(), Ports.free())
                    .withJvmFlags(JVM_FLAGS)
                    .withHighLimits();
            try (LocalSystem postern = LocalSystem.start(system);
                    HttpClient http = HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(Duration.ofSeconds(5))
                            .build()) {
                out.println("Codes of authenticators, each for a run of its own, direct to the resolver");
                out.println(machine.line());
                out.println("services with " + String.join(" ", JVM_FLAGS));
                measure(options, new Vault(http, postern), new Arrivals(http, postern));
            }
        }
    }

    private void measure(TotpOptions options, Vault vault, Arrivals arrivals) throws InterruptedException {
        long begun = System.nanoTime();
        List<Account> accounts = vault.store(options.seeds());
        out.printf(
                Locale.ROOT,
                "%d credentials, each with a seed of its own, stored in %.0f s%n",
                accounts.size(),
                (System.nanoTime() - begun) / 1e9);
        out.printf(
                Locale.ROOT,
                "%d requests a second for %d s, after %d s that do not count; a time begins when its request was due%n",
                TotpOptions.PER_SECOND,
                options.seconds(),
                options.settling() / TotpOptions.PER_SECOND);
        List<Given> warmUp = arrivals.warmUp(accounts, options.warmUp());
        List<Given> atRate = arrivals.ask(accounts, options.warmUp(), options.settling() + options.counted());
        List<Given> settling = atRate.subList(0, options.settling());
        List<Given> counted = atRate.subList(options.settling(), atRate.size());
        new Answers().check(Stream.concat(warmUp.stream(), atRate.stream()).toList());
        tell(refused(warmUp) + refused(settling), counted);
    }

    private static long refused(List<Given> some) {
        return some.stream().filter(Given::isRefused).count();
    }

    private void tell(long refusedBefore, List<Given> counted) {
        long refused = refused(counted);
        long[] nanos = counted.stream().mapToLong(Given::nanos).toArray();
        long[] late = counted.stream().mapToLong(Given::lateNanos).toArray();
        out.printf(
                Locale.ROOT,
                "%d codes, each the right one of a step of its own, nobody had to wait; %.1f answers a second%n",
                nanos.length - refused,
                nanos.length / seconds(nanos));
        out.printf(Locale.ROOT, "refused for now: %d, and %d of the warm-up%n", refused, refusedBefore);
        out.printf(
                Locale.ROOT,
                "sent after it was due   p50 %.3f ms   p99 %.3f ms   max %.3f ms%n",
                Quantile.ms(late, 0.5),
                Quantile.ms(late, 0.99),
                Quantile.ms(late, 1));
        double p99 = Quantile.ms(nanos, 0.99);
        out.printf(
                Locale.ROOT,
                "answered                p50 %.3f ms   p99 %.3f ms   max %.3f ms%n",
                Quantile.ms(nanos, 0.5),
                p99,
                Quantile.ms(nanos, 1));
        boolean reached = refused == 0 && p99 <= TARGET_MS;
        out.printf(Locale.ROOT, "p99 target at most %.0f ms: %s%n", TARGET_MS, reached ? "reached" : "missed");
    }

    /** From when the first was due until the last answer was read, each due a fixed time after the one before. */
    private static double seconds(long[] nanos) {
        long between = 1_000_000_000L / TotpOptions.PER_SECOND;
        long last = 0;
        for (int i = 0; i < nanos.length; i++) {
            last = Math.max(last, i * between + nanos[i]);
        }
        return last / 1e9;
    }
}

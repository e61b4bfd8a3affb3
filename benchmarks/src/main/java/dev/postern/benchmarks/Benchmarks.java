package dev.postern.benchmarks;

import dev.postern.benchmarks.audit.AuditBenchmark;
import dev.postern.benchmarks.extraction.ExtractionBenchmark;
import dev.postern.benchmarks.generator.GeneratorBenchmark;
import dev.postern.benchmarks.generator.Vectors;
import dev.postern.benchmarks.history.HistoryBenchmark;
import dev.postern.benchmarks.ingest.IngestBenchmark;
import dev.postern.benchmarks.latency.LatencyBenchmark;
import dev.postern.benchmarks.neighbours.NeighboursBenchmark;
import dev.postern.benchmarks.totp.TotpBenchmark;
import dev.postern.benchmarks.waiters.WaitersBenchmark;
import dev.postern.local.verb.Verb;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;

/** {@code ./postern bench NAME}. The exit code is 0 when it could measure, whatever came out. */
@Command(
        name = "./postern bench",
        description = "Measures Postern on this machine; nothing else should run beside it.",
        commandListHeading = "%nNAME is one of:%n",
        synopsisSubcommandLabel = "NAME",
        subcommands = {
            LatencyBenchmark.class,
            IngestBenchmark.class,
            WaitersBenchmark.class,
            NeighboursBenchmark.class,
            HistoryBenchmark.class,
            TotpBenchmark.class,
            AuditBenchmark.class
        },
        footer = {
            "",
            "./postern bench NAME --help lists its options.",
            "Example: ./postern bench latency --rounds 5 --json latency.json"
        })
public final class Benchmarks {

    /** The name of the measurement, then its options. */
    public static void main(String[] arguments) {
        System.exit(Verb.run(new Benchmarks(), arguments));
    }

    @Command(name = "extraction", description = "The extractor alone, by JMH: a text, HTML mails, a hostile one.")
    int extraction() {
        return byJmh(ExtractionBenchmark.class);
    }

    @Command(
            name = "generator",
            description = "An authenticator's code by our generator and by java-otp's and samstevens', by JMH.")
    int generator() {
        Vectors.check();
        System.out.println("All three make the codes of RFC 6238, appendix B");
        return byJmh(GeneratorBenchmark.class);
    }

    private static int byJmh(Class<?> benchmark) {
        try {
            new Runner(new OptionsBuilder().include(benchmark.getName()).build()).run();
            return 0;
        } catch (RunnerException e) {
            throw new CannotMeasure("nothing was measured: " + e);
        }
    }
}

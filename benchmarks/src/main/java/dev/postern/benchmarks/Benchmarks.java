package dev.postern.benchmarks;

import dev.postern.benchmarks.extraction.ExtractionBenchmark;
import dev.postern.benchmarks.generator.GeneratorBenchmark;
import dev.postern.benchmarks.generator.Vectors;
import dev.postern.benchmarks.history.HistoryBenchmark;
import dev.postern.benchmarks.history.HistoryOptions;
import dev.postern.benchmarks.latency.LatencyBenchmark;
import dev.postern.benchmarks.latency.LatencyOptions;
import dev.postern.benchmarks.totp.TotpBenchmark;
import dev.postern.benchmarks.totp.TotpOptions;
import dev.postern.benchmarks.waiters.WaitersBenchmark;
import dev.postern.benchmarks.waiters.WaitersOptions;
import dev.postern.local.process.CannotStart;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** {@code ./postern bench NAME}. The exit code is 0 when it could measure, whatever came out. */
public final class Benchmarks {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final PrintStream ERR = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    private static final String USAGE = """
        Usage: ./postern bench NAME

          latency [--json FILE] [--rounds N] [--size N]
              from a pushed text to the answer of the waiting login: direct, in ratio to the bare path; through the
              gateway and on another replica, in ratio to direct;
              20 rounds of 1000 unless told otherwise
          waiters [--http 1|2] [--by answer|events] [--count N]
              requests held open at once by one resolver, each then given its own code; 50 000 over HTTP/2 or
              15 000 over HTTP/1.1 unless told otherwise
          history [--json FILE] [--rows N]
              lists, hand-outs, storing and deleting as the history grows; 10 million codes unless told otherwise
          totp [--seeds N] [--seconds N]
              codes of authenticators, each for a run of its own, 200 requests a second whatever is answered;
              10 000 seeds for 60 seconds unless told otherwise
          extraction
              the extractor alone, by JMH: a text, HTML mails, a hostile one
          generator
              an authenticator's code by our generator and by java-otp's and samstevens', by JMH
        """;

    private Benchmarks() {}

    /** The name of the measurement, then its options. */
    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments)));
    }

    private static void byJmh(Class<?> benchmark) {
        try {
            new Runner(new OptionsBuilder().include(benchmark.getName()).build()).run();
        } catch (RunnerException e) {
            throw new CannotMeasure("nothing was measured: " + e);
        }
    }

    private static void generator() {
        Vectors.check();
        OUT.println("All three make the codes of RFC 6238, appendix B");
        byJmh(GeneratorBenchmark.class);
    }

    private static int run(List<String> arguments) {
        if (arguments.isEmpty()) {
            OUT.print(USAGE);
            return 0;
        }
        String name = arguments.getFirst();
        Path checkout = Path.of(System.getProperty("postern.checkout", "."));
        List<String> options = arguments.subList(1, arguments.size());
        Measurement measurement;
        try {
            measurement = switch (name) {
                case "latency" -> new LatencyBenchmark(checkout, LatencyOptions.of(options), OUT)::run;
                case "waiters" -> new WaitersBenchmark(checkout, WaitersOptions.of(options), OUT)::run;
                case "history" -> new HistoryBenchmark(checkout, HistoryOptions.of(options), OUT)::run;
                case "totp" -> new TotpBenchmark(checkout, TotpOptions.of(options), OUT)::run;
                case "extraction" -> () -> byJmh(ExtractionBenchmark.class);
                case "generator" -> Benchmarks::generator;
                default -> throw new IllegalArgumentException("there is no measurement " + name);
            };
        } catch (IllegalArgumentException e) {
            ERR.println("postern: " + e.getMessage());
            ERR.print(USAGE);
            return 2;
        }
        return run(measurement);
    }

    /** Something that takes its time and prints what came out. */
    private interface Measurement {
        void run() throws IOException, InterruptedException;
    }

    private static int run(Measurement measurement) {
        try {
            measurement.run();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ERR.println("postern: the measurement was interrupted");
            return 1;
        } catch (CannotStart | CannotMeasure e) {
            ERR.println("postern: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            ERR.println("postern: nothing was measured: " + e);
            return 1;
        }
    }
}

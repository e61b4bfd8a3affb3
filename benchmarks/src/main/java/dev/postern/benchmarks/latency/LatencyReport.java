package dev.postern.benchmarks.latency;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.benchmarks.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The rounds as they come, and what they say together. */
final class LatencyReport {
    private static final double P50_TARGET = 1.5;
    private static final double P99_TARGET = 2;

    private final PrintStream out;
    private final Machine machine;
    private final List<String> jvmFlags;
    private final List<Times> postern = new ArrayList<>();
    private final List<Times> bare = new ArrayList<>();

    LatencyReport(PrintStream out, Machine machine, List<String> jvmFlags) {
        this.out = out;
        this.machine = machine;
        this.jvmFlags = jvmFlags;
    }

    void begin(LatencyOptions options, int warmUpRounds) {
        out.println("From a pushed text to the answer of the waiting login, direct to the services");
        out.println(machine.line());
        out.printf(
                Locale.ROOT,
                "%d rounds of %d, after %d rounds of warm-up of each side; services with %s%n%n",
                options.rounds(),
                options.size(),
                warmUpRounds,
                String.join(" ", jvmFlags));
        out.println("        Postern, ms         bare path, ms       ratio");
        out.println("round   p50      p99        p50      p99        p50    p99");
    }

    void add(Times ofPostern, Times ofBare) {
        postern.add(ofPostern);
        bare.add(ofBare);
        out.printf(
                Locale.ROOT,
                "%3d %s   %s   %6.2f %6.2f%n",
                postern.size(),
                ofPostern.line(),
                ofBare.line(),
                ofPostern.sendingMs(0.5) / ofBare.sendingMs(0.5),
                ofPostern.sendingMs(0.99) / ofBare.sendingMs(0.99));
    }

    void end() {
        out.println(
                "\nMedian of the rounds' ratios, with the 95 % interval of a percentile bootstrap over the rounds:");
        tell("p50", ratio(times -> times.sendingMs(0.5)), P50_TARGET);
        tell("p99", ratio(times -> times.sendingMs(0.99)), P99_TARGET);
        out.println("\nFrom the push's own answer instead of its sending (median of the rounds, ms;");
        out.println("below zero: who waited had the answer before who pushed):");
        acceptedLine("Postern", postern);
        acceptedLine("bare", bare);
    }

    private void tell(String name, Ratio ratio, double target) {
        out.printf(
                Locale.ROOT,
                "  %s  %.2f  [%.2f, %.2f]   target at most %.1f: %s%n",
                name,
                ratio.median(),
                ratio.low(),
                ratio.high(),
                target,
                ratio.median() <= target ? "reached" : "missed");
    }

    private void acceptedLine(String name, List<Times> rounds) {
        out.printf(
                Locale.ROOT,
                "  %-8s p50 %.3f  p99 %.3f%n",
                name,
                median(rounds, times -> times.acceptedMs(0.5)),
                median(rounds, times -> times.acceptedMs(0.99)));
    }

    private static double median(List<Times> rounds, ToDoubleFunction<Times> value) {
        return Ratio.of(rounds.stream().mapToDouble(value).toArray()).median();
    }

    private Ratio ratio(ToDoubleFunction<Times> value) {
        double[] ratios = new double[postern.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = value.applyAsDouble(postern.get(i)) / value.applyAsDouble(bare.get(i));
        }
        return Ratio.of(ratios);
    }

    /** Every number that was taken. */
    void write(Path file) throws IOException {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("measurement", "latency");
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("measured_at", machine.measuredAt().toString());
        facts.put("cores", machine.cores());
        facts.put("processor", machine.processor());
        facts.put("memory_mib", machine.memoryMib());
        facts.put("load_average_before", machine.loadAverage());
        facts.put("system", machine.system());
        facts.put("jvm", machine.jvm());
        facts.put("service_jvm_flags", jvmFlags);
        whole.put("machine", facts);
        whole.put("p50_ratio", ratio(times -> times.sendingMs(0.5)));
        whole.put("p99_ratio", ratio(times -> times.sendingMs(0.99)));
        List<Map<String, Object>> rounds = new ArrayList<>();
        for (int i = 0; i < postern.size(); i++) {
            rounds.add(Map.of("postern", nanos(postern.get(i)), "bare", nanos(bare.get(i))));
        }
        whole.put("rounds", rounds);
        JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build()
                .writeValue(file.toFile(), whole);
        out.println("\nEvery number: " + file);
    }

    private static Map<String, long[]> nanos(Times times) {
        return Map.of("from_sending_ns", times.fromSending(), "from_accepted_ns", times.fromAccepted());
    }
}

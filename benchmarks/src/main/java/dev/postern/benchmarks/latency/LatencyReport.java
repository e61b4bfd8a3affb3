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
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** The rounds as they come, and what they say together. */
final class LatencyReport {
    private static final double P50_TARGET = 1.5;
    private static final double P99_TARGET = 2;
    private static final double GATEWAY_TARGET = 1.3;
    private static final double OTHER_REPLICA_TARGET = 2;

    private final PrintStream out;
    private final Machine machine;
    private final List<String> jvmFlags;
    private final Map<String, List<Times>> rounds = new LinkedHashMap<>();

    LatencyReport(PrintStream out, Machine machine, List<String> jvmFlags, List<Side> sides) {
        this.out = out;
        this.machine = machine;
        this.jvmFlags = jvmFlags;
        sides.forEach(side -> rounds.put(side.name(), new ArrayList<>()));
    }

    void begin(int timedRounds, int size, int warmUpRounds) {
        out.println("From a pushed text to the answer of the waiting login");
        out.println(machine.line());
        out.printf(
                Locale.ROOT,
                "%d rounds of %d, after %d rounds of warm-up of each side; services with %s%n%n",
                timedRounds,
                size,
                warmUpRounds,
                String.join(" ", jvmFlags));
        out.print("ms  ");
        rounds.keySet().forEach(name -> out.printf(Locale.ROOT, "  %17s", name));
        out.print("\nround");
        rounds.keySet().forEach(_ -> out.print("      p50      p99 "));
        out.println();
    }

    /** One round of each side. */
    void add(Map<String, Times> ofSides) {
        rounds.forEach((name, times) -> times.add(Objects.requireNonNull(ofSides.get(name))));
        out.printf(Locale.ROOT, "%3d ", rounds.values().iterator().next().size());
        rounds.values().forEach(times -> out.print("  " + times.getLast().line()));
        out.println();
    }

    void end() {
        out.println(
                "\nMedian of the rounds' ratios, with the 95 % interval of a percentile bootstrap over the rounds:");
        tell("direct", "bare", 0.5, P50_TARGET);
        tell("direct", "bare", 0.99, P99_TARGET);
        tell("gateway", "direct", 0.5, GATEWAY_TARGET);
        tell("gateway", "direct", 0.99, GATEWAY_TARGET);
        tell("other replica", "direct", 0.5, OTHER_REPLICA_TARGET);
        tell("other replica", "direct", 0.99, OTHER_REPLICA_TARGET);
        out.println("\nFrom the push's own answer instead of its sending (median of the rounds, ms;");
        out.println("below zero: who waited had the answer before who pushed):");
        rounds.forEach(this::acceptedLine);
    }

    private void tell(String name, String other, double part, double target) {
        Ratio ratio = ratio(name, other, part);
        out.printf(
                Locale.ROOT,
                "  %-13s to %-6s  p%.0f  %.2f  [%.2f, %.2f]   target at most %.1f: %s%n",
                name,
                other,
                part * 100,
                ratio.median(),
                ratio.low(),
                ratio.high(),
                target,
                ratio.median() <= target ? "reached" : "missed");
    }

    private void acceptedLine(String name, List<Times> times) {
        out.printf(
                Locale.ROOT,
                "  %-13s p50 %.3f  p99 %.3f%n",
                name,
                median(times, one -> one.acceptedMs(0.5)),
                median(times, one -> one.acceptedMs(0.99)));
    }

    private static double median(List<Times> rounds, ToDoubleFunction<Times> value) {
        return Ratio.of(rounds.stream().mapToDouble(value).toArray()).median();
    }

    private Ratio ratio(String name, String other, double part) {
        List<Times> ours = Objects.requireNonNull(rounds.get(name));
        List<Times> theirs = Objects.requireNonNull(rounds.get(other));
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours.get(i).sendingMs(part) / theirs.get(i).sendingMs(part);
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
        Map<String, Object> sides = new LinkedHashMap<>();
        rounds.forEach((name, times) ->
                sides.put(name, times.stream().map(LatencyReport::nanos).toList()));
        whole.put("rounds", sides);
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

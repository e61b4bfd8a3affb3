package dev.postern.benchmarks.history;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.benchmarks.Machine;
import dev.postern.benchmarks.Quantile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What each size of the history gave, and how the largest compares with no history. */
final class HistoryReport {
    private static final Set<String> AS_MUCH_OF_NONE =
            Set.of("hand-out", "newest page", "Skyvern's list", "statistics");

    private final PrintStream out;
    private final Machine machine;
    private final List<String> jvmFlags;
    private final List<Step> steps = new ArrayList<>();

    /**
     * One size.
     *
     * @param rows codes there were
     * @param nanos sorted times of each thing that was asked
     * @param storeMicroseconds of one code of the last chunk; 0 when no code was stored
     * @param deletedPerSecond codes, from their content to their row
     */
    record Step(int rows, Map<String, long[]> nanos, double storeMicroseconds, double deletedPerSecond) {}

    HistoryReport(PrintStream out, Machine machine, List<String> jvmFlags) {
        this.out = out;
        this.machine = machine;
        this.jvmFlags = jvmFlags;
    }

    void begin() {
        out.println("Lists, hand-outs, storing and deleting as the history grows, direct to the services");
        out.println(machine.line());
        out.printf(
                "%d requests of each kind, one after the other, after a warm-up; services with %s%n%n",
                Asking.TIMES, String.join(" ", jvmFlags));
        out.println("                            p50, ms  p99, ms   store, µs   delete, codes/s");
    }

    void add(Step step) {
        steps.add(step);
        out.printf(
                Locale.ROOT,
                "%9d codes                               %9.1f   %15.0f%n",
                step.rows(),
                step.storeMicroseconds(),
                step.deletedPerSecond());
        step.nanos()
                .forEach((name, nanos) -> out.printf(
                        Locale.ROOT,
                        "  %-22s   %9.3f %8.3f%n",
                        name,
                        Quantile.ms(nanos, 0.5),
                        Quantile.ms(nanos, 0.99)));
    }

    void end() {
        Step empty = steps.getFirst();
        Step eighth = steps.get(1);
        Step full = steps.getLast();
        out.printf(
                "%nWith %d codes in ratio to an eighth of them, and to none where that has as much to answer%n",
                full.rows());
        out.println("(target for p99 at most 1.5):   eighth p50    p99     none p50    p99");
        full.nanos().forEach((name, nanos) -> {
            out.printf(Locale.ROOT, "  %-22s %s", name, ratios(nanos, eighth, name));
            out.println(AS_MUCH_OF_NONE.contains(name) ? ratios(nanos, empty, name) : "");
        });
    }

    private static String ratios(long[] nanos, Step to, String name) {
        long[] other = Objects.requireNonNull(to.nanos().get(name));
        return String.format(
                Locale.ROOT,
                "%14.2f %6.2f",
                Quantile.ms(nanos, 0.5) / Quantile.ms(other, 0.5),
                Quantile.ms(nanos, 0.99) / Quantile.ms(other, 0.99));
    }

    /** Every number that was taken. */
    void write(Path file) throws IOException {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("measurement", "history");
        whole.put("machine", machine.line());
        whole.put("service_jvm_flags", jvmFlags);
        whole.put("steps", steps);
        new JsonMapper().writeValue(file.toFile(), whole);
        out.println("\nEvery number: " + file);
    }
}

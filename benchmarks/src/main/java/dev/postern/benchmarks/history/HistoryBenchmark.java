package dev.postern.benchmarks.history;

import dev.postern.benchmarks.CannotMeasure;
import dev.postern.benchmarks.Machine;
import dev.postern.benchmarks.Measurement;
import dev.postern.benchmarks.ScratchFolder;
import dev.postern.benchmarks.history.HistoryReport.Step;
import dev.postern.local.LocalOptions;
import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import dev.postern.local.process.Ports;
import dev.postern.local.verb.AboveZero;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks equal questions without a history, and then with a growing one. */
@Command(
        name = "history",
        sortOptions = false,
        sortSynopsis = false,
        description = "Lists, hand-outs, storing and deleting as the history grows.")
public final class HistoryBenchmark extends Measurement {
    /** Both compiler tiers, unlike {@code ./postern up}: how a server runs. */
    private static final List<String> JVM_FLAGS = List.of("-Xmx512m");

    private static final int DELETED = 20_000;
    private static final int WARM_UP_ROUNDS = 4;
    private static final Duration LONGEST_DELETING = Duration.ofMinutes(5);

    private static final int FEWEST_ROWS = 80_000;

    @Option(
            names = "--rows",
            paramLabel = "N",
            converter = AboveZero.class,
            defaultValue = "10000000",
            description = "codes of the history at its largest, from 80000 on; ${DEFAULT-VALUE} unless told otherwise")
    private int rows;

    @Option(names = "--json", paramLabel = "FILE", description = "keeps every time with the facts of the machine")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    @Override
    protected void measure(Path checkout) throws IOException, InterruptedException {
        if (rows < FEWEST_ROWS) {
            throw new ParameterException(spec.commandLine(), "--rows needs a number from " + FEWEST_ROWS + " on");
        }
        Machine machine = Machine.look(Clock.systemUTC());
        out.println("Starting Postern");
        try (ScratchFolder data = ScratchFolder.make()) {
            LocalOptions system = LocalOptions.of(checkout, data.path(), Ports.free())
                    .withJvmFlags(JVM_FLAGS)
                    .withHighLimits()
                    .with(Service.TOTP_RESOLVER_SERVICE, "POSTERN_RETENTION_EVERY", "200ms");
            try (LocalSystem postern = LocalSystem.start(system);
                    HttpClient http = HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(Duration.ofSeconds(5))
                            .build()) {
                measure(machine, postern, new Asking(http, postern));
            }
        } catch (SQLException e) {
            throw new CannotMeasure("the history cannot be written: " + e.getMessage());
        }
    }

    private void measure(Machine machine, LocalSystem postern, Asking asking)
            throws SQLException, IOException, InterruptedException {
        HistoryReport report = new HistoryReport(out, machine, JVM_FLAGS);
        report.begin();
        Asked asked = Asked.begin(asking, postern.codes());
        try (Mass mass = new Mass(postern.codes(), asked.organization(), asked.matchKeys(), rows)) {
            for (int i = 1; i <= WARM_UP_ROUNDS; i++) {
                var _ = ask(asking, -i, mass.middle());
            }
            for (int grown : List.of(0, rows / 8, rows / 4, rows / 2, rows)) {
                double store = mass.growTo(grown);
                Map<String, long[]> nanos = ask(asking, grown, mass.middle());
                report.add(new Step(grown, nanos, store, deletedPerSecond(asking, mass)));
            }
        }
        report.end();
        if (json != null) {
            report.write(json);
        }
    }

    private static Map<String, long[]> ask(Asking asking, int rows, String middle)
            throws IOException, InterruptedException {
        int requests = Asking.requests();
        for (int i = 0; i < requests; i++) {
            asking.push(Asked.address(i), code(rows, i));
        }
        for (int i = 0; i < requests; i++) {
            asking.awaitListed(Asked.address(i), code(rows, i));
        }
        Map<String, long[]> nanos = new LinkedHashMap<>();
        nanos.put("hand-out", asking.time(i -> asking.askFor(Asked.address(i), run(rows, i))));
        nanos.put("newest page", asking.time(i -> asking.get("/v1/codes")));
        nanos.put("page in the middle", asking.time(i -> asking.get("/v1/codes?received_before=" + middle)));
        nanos.put("of one address", asking.time(i -> asking.get("/v1/codes?totp_identifier=" + Asked.address(i))));
        nanos.put("of one run", asking.time(i -> asking.get("/v1/codes?run=" + run(rows, i))));
        nanos.put("rejected ones", asking.time(i -> asking.get("/v1/codes?state=rejected")));
        nanos.put("Skyvern's list", asking.time(i -> asking.get("/v1/credentials/totp")));
        nanos.put("statistics", asking.time(i -> asking.get("/v1/statistics")));
        return nanos;
    }

    private static String run(int rows, int i) {
        return "wr_" + rows + "-" + i;
    }

    /** Another one each time. */
    private static String code(int rows, int i) {
        return Integer.toString(100_000 + Math.floorMod(31 * rows + i, 900_000));
    }

    /** Content, code and row of codes that are due in every way. */
    private static double deletedPerSecond(Asking asking, Mass mass)
            throws SQLException, IOException, InterruptedException {
        double before = asking.deleted();
        mass.addOld(DELETED);
        long begun = System.nanoTime();
        while (asking.deleted() < before + DELETED) {
            if (System.nanoTime() - begun > LONGEST_DELETING.toNanos()) {
                throw new CannotMeasure("what is due is not deleted");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return DELETED / ((System.nanoTime() - begun) / 1e9);
    }
}

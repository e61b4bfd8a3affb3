package dev.postern.benchmarks.audit;

import dev.postern.benchmarks.CannotMeasure;
import dev.postern.benchmarks.Machine;
import dev.postern.benchmarks.Measurement;
import dev.postern.benchmarks.Quantile;
import dev.postern.benchmarks.ScratchFolder;
import dev.postern.benchmarks.latency.Ratio;
import dev.postern.benchmarks.resolver.Migrations;
import dev.postern.local.files.UnsafeLocalSecrets;
import dev.postern.local.infrastructure.Infrastructure;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.local.verb.AboveZero;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.KeysetSource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the audit's row costs a received code that is handed out. Both sides run the resolver's own statements in one process, on one
 * PostgreSQL and one connection; one of them leaves the row of the audit out of the outbox.
 */
@Command(
        name = "audit",
        sortOptions = false,
        sortSynopsis = false,
        description = "A received code that is handed out, with the row of the audit and without: statements and time.")
public final class AuditBenchmark extends Measurement {
    private static final int WARM_UP = 4;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            converter = AboveZero.class,
            defaultValue = "40",
            description = "of each side, by turns; ${DEFAULT-VALUE} unless told otherwise")
    private int rounds;

    @Option(
            names = "--size",
            paramLabel = "N",
            converter = AboveZero.class,
            defaultValue = "250",
            description = "codes in a round; ${DEFAULT-VALUE} unless told otherwise")
    private int size;

    @Override
    protected void measure(Path checkout) throws IOException {
        try (ScratchFolder data = ScratchFolder.make();
                LocalPostgres server = Infrastructure.startPostgres(data.path().resolve("postgres"), 0);
                Connection connection = server.database("audit").connect()) {
            Migrations.run(connection);
            IndexKey indexKey = indexKey(data.path().resolve("keys"));
            HandingOut with = new HandingOut(connection, indexKey, true);
            HandingOut without = new HandingOut(connection, indexKey, false);
            out.println("From a received code to the commit that hands it out, by the resolver's own statements");
            out.println(Machine.look(Clock.systemUTC()).line());
            out.printf(Locale.ROOT, "%d rounds of %d codes on each side, by turns%n", rounds, size);
            out.println("           with the audit     without        ratio");
            out.println("round        p50     p99     p50     p99     p50     p99");
            report(with, without);
        } catch (SQLException e) {
            throw new CannotMeasure("the database failed: " + e.getMessage());
        }
    }

    private static IndexKey indexKey(Path folder) {
        try {
            return IndexKey.of(
                    KeysetSource.read("index", UnsafeLocalSecrets.in(folder).indexKey()));
        } catch (GeneralSecurityException e) {
            throw new CannotMeasure("no keys can be made: " + e);
        }
    }

    private void report(HandingOut with, HandingOut without) {
        List<double[]> ratios = new ArrayList<>();
        for (int round = -WARM_UP; round < rounds; round++) {
            // Each side is the first one in every other round.
            boolean first = round % 2 == 0;
            long[] one = (first ? with : without).round(size);
            long[] other = (first ? without : with).round(size);
            if (round >= 0) {
                ratios.add(tell(round + 1, first ? one : other, first ? other : one));
            }
        }
        out.printf("p50: %s%n", ratio(ratios, 0));
        out.printf("p99: %s%n", ratio(ratios, 1));
        out.printf(
                Locale.ROOT,
                "statements for each code: %.2f with the audit, %.2f without%n",
                with.statementsPerCode(),
                without.statementsPerCode());
    }

    private double[] tell(int round, long[] with, long[] without) {
        double[] p50 = {Quantile.ms(with, 0.5), Quantile.ms(without, 0.5)};
        double[] p99 = {Quantile.ms(with, 0.99), Quantile.ms(without, 0.99)};
        double[] ratios = {p50[0] / p50[1], p99[0] / p99[1]};
        out.printf(
                Locale.ROOT,
                "%5d    %7.3f %7.3f %7.3f %7.3f %7.3f %7.3f%n",
                round,
                p50[0],
                p99[0],
                p50[1],
                p99[1],
                ratios[0],
                ratios[1]);
        return ratios;
    }

    private static String ratio(List<double[]> ratios, int which) {
        Ratio ratio =
                Ratio.of(ratios.stream().mapToDouble(round -> round[which]).toArray());
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", ratio.median(), ratio.low(), ratio.high());
    }
}

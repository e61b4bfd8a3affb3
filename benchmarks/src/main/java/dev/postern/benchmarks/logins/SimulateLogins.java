package dev.postern.benchmarks.logins;

import dev.postern.benchmarks.Measurement;
import dev.postern.benchmarks.ScratchFolder;
import dev.postern.benchmarks.logins.desk.OracleDesk;
import dev.postern.benchmarks.logins.desk.OracleDesk.Knowing;
import dev.postern.benchmarks.logins.desk.ProductDesk;
import dev.postern.benchmarks.logins.desk.RememberingDesk;
import dev.postern.benchmarks.logins.desk.RememberingDesk.Policy;
import dev.postern.benchmarks.logins.desk.SimulatedDatabase;
import dev.postern.local.infrastructure.Infrastructure;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.local.verb.AboveZero;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells one story of logins to Postern, to three other policies and to two oracles, and prints what each made of it. */
@Command(
        name = "logins",
        sortOptions = false,
        sortSynopsis = false,
        description =
                "Logins that crash and try again, while messages are slow, lost or doubled: who gets the right code?")
public final class SimulateLogins extends Measurement {

    @Option(
            names = "--logins",
            paramLabel = "N",
            converter = AboveZero.class,
            defaultValue = "300",
            description = "logins of each kind of caller; ${DEFAULT-VALUE} unless told otherwise")
    private int logins;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "another number is another story; ${DEFAULT-VALUE} unless told otherwise")
    private long seed;

    @Override
    protected void measure(Path checkout) throws IOException {
        try (ScratchFolder data = ScratchFolder.make();
                LocalPostgres server = Infrastructure.startPostgres(data.path().resolve("postgres"), 0);
                SimulatedDatabase database = SimulatedDatabase.on(server.database("simulated"))) {
            ProductDesk.Room room = new ProductDesk.Room(database, data.path().resolve("keys"));
            out.println("Logins of each kind: " + logins + ", seed " + seed
                    + ". Of 100 logins: right at first; codes that were"
                    + " wrong; none although one came; how many of these while another login was at the very same site."
                    + " Then seconds waited needlessly: half, and 99 of 100, waited less.");
            for (World world : List.of(World.ONE_AT_A_TIME, World.SEVERAL_SITES, World.UNKNOWN_SENDERS)) {
                play(world, room);
            }
        }
    }

    private void play(World world, ProductDesk.Room room) {
        out.println();
        out.println(world.title());
        for (Caller caller : Callers.in(world)) {
            out.println("  " + caller.title());
            print("Postern", Story.play(world, caller, logins, seed, room::open));
            for (Policy policy : Policy.values()) {
                print(
                        policy.title(),
                        Story.play(
                                world,
                                caller,
                                logins,
                                seed,
                                (timeline, handing) -> new RememberingDesk(policy, timeline, handing)));
            }
            for (Knowing knowing : Knowing.values()) {
                print(
                        knowing.title(),
                        Story.play(
                                world,
                                caller,
                                logins,
                                seed,
                                (timeline, handing) -> new OracleDesk(knowing, timeline, handing)));
            }
        }
    }

    private void print(String who, Tally tally) {
        out.printf(
                "    %-52s %6.2f  %7.2f  %7.2f  %7.2f   %5.1f %6.1f%n",
                who,
                tally.rightAtFirstPercent(),
                tally.wrongPercent(),
                tally.nonePercent(),
                tally.atOneSitePercent(),
                tally.needlessSeconds(0.5),
                tally.needlessSeconds(0.99));
    }
}

package dev.postern.benchmarks.logins;

import dev.postern.benchmarks.Measurement;
import dev.postern.benchmarks.ScratchFolder;
import dev.postern.benchmarks.logins.desk.Desk;
import dev.postern.benchmarks.logins.desk.OracleDesk;
import dev.postern.benchmarks.logins.desk.OracleDesk.Knowing;
import dev.postern.benchmarks.logins.desk.ProductDesk;
import dev.postern.benchmarks.logins.desk.RememberingDesk;
import dev.postern.benchmarks.logins.desk.RememberingDesk.Policy;
import dev.postern.benchmarks.logins.desk.SimulatedDatabase;
import dev.postern.benchmarks.logins.desk.Timeline;
import dev.postern.local.infrastructure.Infrastructure;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.local.verb.AboveZero;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells stories of logins to Postern, to three other policies and to two oracles, and prints what each made of it. */
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
            split = ",",
            defaultValue = "7",
            description = "another number is another story, and several with commas are told one after the other and"
                    + " counted together; ${DEFAULT-VALUE} unless told otherwise")
    private List<Long> seeds;

    @Option(
            names = "--caller",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "only the kinds of callers whose title has this text")
    private String only;

    @Option(names = "--trace", description = "also what happened in the minutes before each of Postern's mistakes")
    private boolean traces;

    @Override
    protected void measure(Path checkout) throws IOException {
        try (ScratchFolder data = ScratchFolder.make();
                LocalPostgres server = Infrastructure.startPostgres(data.path().resolve("postgres"), 0);
                SimulatedDatabase database = SimulatedDatabase.on(server.database("simulated"))) {
            ProductDesk.Room room = new ProductDesk.Room(database, data.path().resolve("keys"));
            out.println("Logins of each kind and seed: " + logins + ", seeds " + seeds
                    + ". Of 100 logins: right at first; codes that were wrong, and between what that lies with 95 %"
                    + " certainty; none although one came, and between what that lies. Then seconds waited needlessly:"
                    + " half, and 99 of 100, waited less.");
            for (World world :
                    List.of(World.ONE_AT_A_TIME, World.SEVERAL_SITES, World.UNKNOWN_SENDERS, World.ONE_SITE_SHARED)) {
                play(world, room);
            }
        }
    }

    private void play(World world, ProductDesk.Room room) {
        List<Caller> callers = Callers.in(world).stream()
                .filter(caller -> caller.title().contains(only))
                .toList();
        if (callers.isEmpty()) {
            return;
        }
        out.println();
        out.println(world.title());
        for (Caller caller : callers) {
            out.println("  " + caller.title());
            print("Postern", world, caller, room::open);
            for (Policy policy : Policy.values()) {
                print(
                        policy.title(),
                        world,
                        caller,
                        (timeline, handing) -> new RememberingDesk(policy, timeline, handing));
            }
            for (Knowing knowing : Knowing.values()) {
                print(
                        knowing.title(),
                        world,
                        caller,
                        (timeline, handing) -> new OracleDesk(knowing, timeline, handing));
            }
        }
    }

    private void print(String who, World world, Caller caller, BiFunction<Timeline, Desk.Handing, Desk> desks) {
        Tally tally = new Tally();
        Consumer<String> lines = traces && who.equals("Postern") ? out::println : _ -> {};
        for (long seed : seeds) {
            tally.add(Story.play(world, caller, logins, seed, desks, lines));
        }
        print(who, tally);
    }

    private void print(String who, Tally tally) {
        out.printf(
                "    %-52s %6.2f  %7.2f %-13s %7.2f %-13s %5.1f %6.1f%n",
                who,
                tally.rightAtFirstPercent(),
                tally.wrongPercent(),
                tally.wrongInterval(),
                tally.nonePercent(),
                tally.noneInterval(),
                tally.needlessSeconds(0.5),
                tally.needlessSeconds(0.99));
    }
}

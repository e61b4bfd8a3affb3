package dev.postern.benchmarks.logins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.benchmarks.logins.Caller.Pace;
import dev.postern.benchmarks.logins.Caller.Runs;
import dev.postern.benchmarks.logins.desk.ProductDesk;
import dev.postern.benchmarks.logins.desk.RememberingDesk;
import dev.postern.benchmarks.logins.desk.RememberingDesk.Policy;
import dev.postern.benchmarks.logins.desk.SimulatedDatabase;
import dev.postern.local.infrastructure.Infrastructure;
import dev.postern.local.postgres.LocalPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short story with fixed expectations; {@code ./postern simulate logins} plays longer ones. */
class SimulatedLoginsTest {
    private static final int LOGINS = 120;
    private static final int SEED = 7;

    @TempDir
    private static Path folder;

    private static LocalPostgres server;
    private static SimulatedDatabase database;
    private static ProductDesk.Room room;

    @BeforeAll
    static void start() throws IOException {
        server = Infrastructure.startPostgres(folder.resolve("postgres"), 0);
        database = SimulatedDatabase.on(server.database("simulated"));
        room = new ProductDesk.Room(database, folder.resolve("keys"));
    }

    @AfterAll
    static void stop() {
        if (database != null) {
            database.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aCallerThatSaysWhenItPressedGetsItsOwnCode() {
        // Given
        Caller caller = Caller.silent(Pace.SCRIPT, Runs.OF_ATTEMPT).sayingWhen();

        // When
        Tally tally = product(World.ONE_AT_A_TIME, caller);

        // Then
        assertThat(tally).hasToString("logins=120 rightAtFirst=120 wrong=0 none=0 crashes=8");
    }

    @Test
    void aCallerThatAsksFirstGetsItsOwnCode() {
        // Given
        Caller caller = Caller.silent(Pace.AGENT, Runs.OF_ATTEMPT).askingFirst().sayingWhen();

        // When
        Tally tally = product(World.ONE_AT_A_TIME, caller);

        // Then
        // One attempt died, and its code came seconds later, after the next attempt had asked.
        assertThat(tally).hasToString("logins=120 rightAtFirst=119 wrong=1 none=0 crashes=10");
    }

    @Test
    void aScriptWithOneRunIdForAllAttemptsGetsTheCodeOfEach() {
        // Given
        Caller caller = Caller.silent(Pace.SCRIPT, Runs.OF_LOGIN);

        // When
        Tally tally = product(World.ONE_AT_A_TIME, caller);

        // Then
        assertThat(tally).hasToString("logins=120 rightAtFirst=120 wrong=0 none=0 crashes=8");
    }

    @Test
    void anAgentThatReportsOutcomesGetsItsCodeAfterAnotherRunTookIt() {
        // Given
        Caller caller = Caller.silent(Pace.AGENT, Runs.OF_ATTEMPT).sayingSite().sayingOutcome();

        // When
        Tally tally = product(World.SEVERAL_SITES, caller);

        // Then
        assertThat(tally).hasToString("logins=120 rightAtFirst=115 wrong=6 none=2 crashes=12");
    }

    @Test
    void aCallerThatSaysNothingFaresBetterThanWithThreeOtherPolicies() {
        // Given
        Caller caller = Caller.silent(Pace.SCRIPT, Runs.OF_ATTEMPT);

        // When
        Tally postern = product(World.SEVERAL_SITES, caller);

        // Then
        for (Policy policy : Policy.values()) {
            Tally other = Story.play(
                    World.SEVERAL_SITES,
                    caller,
                    LOGINS,
                    SEED,
                    (timeline, handing) -> new RememberingDesk(policy, timeline, handing));
            assertThat(postern.wrongPercent() + postern.nonePercent())
                    .as(policy.title())
                    .isLessThan(other.wrongPercent() + other.nonePercent());
        }
    }

    @Test
    void aStoryIsRepeatedExactly() {
        // Given
        Caller caller = Caller.silent(Pace.POLLER, Runs.OF_LOGIN);

        // When
        Tally first = product(World.UNKNOWN_SENDERS, caller);
        Tally again = product(World.UNKNOWN_SENDERS, caller);

        // Then
        assertThat(again).hasToString(first.toString());
    }

    private static Tally product(World world, Caller caller) {
        return Story.play(world, caller, LOGINS, SEED, room::open);
    }
}

package dev.postern.benchmarks.logins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.benchmarks.logins.Caller.Pace;
import dev.postern.benchmarks.logins.Caller.Runs;
import dev.postern.benchmarks.logins.desk.OracleDesk;
import dev.postern.benchmarks.logins.desk.OracleDesk.Knowing;
import dev.postern.benchmarks.logins.desk.ProductDesk;
import dev.postern.benchmarks.logins.desk.RememberingDesk;
import dev.postern.benchmarks.logins.desk.RememberingDesk.Policy;
import dev.postern.benchmarks.logins.desk.SimulatedDatabase;
import dev.postern.local.infrastructure.Infrastructure;
import dev.postern.local.postgres.LocalPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short story with fixed expectations; {@code ./postern simulate logins} plays longer ones. */
class SimulatedLoginsTest {
    private static final int LOGINS = 60;
    private static final int MORE_LOGINS = 120;
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
        assertThat(tally).hasToString("logins=60 rightAtFirst=60 wrong=0 none=0 crashes=4");
    }

    @Test
    void aCallerThatAsksFirstGetsItsOwnCode() {
        // Given
        Caller caller = Caller.silent(Pace.AGENT, Runs.OF_ATTEMPT).askingFirst().sayingWhen();

        // When
        Tally tally = product(World.ONE_AT_A_TIME, caller);

        // Then
        // One attempt died, and its code came seconds later, after the next attempt had asked.
        assertThat(tally).hasToString("logins=60 rightAtFirst=59 wrong=1 none=0 crashes=6");
    }

    @Test
    void aScriptWithOneRunIdForAllAttemptsGetsTheCodeOfEach() {
        // Given
        Caller caller = Caller.silent(Pace.SCRIPT, Runs.OF_LOGIN);

        // When
        Tally tally = product(World.ONE_AT_A_TIME, caller);

        // Then
        assertThat(tally).hasToString("logins=60 rightAtFirst=60 wrong=0 none=0 crashes=4");
    }

    @Test
    void anAgentThatReportsOutcomesGetsItsCodeAfterAnotherRunTookIt() {
        // Given
        Caller caller = Caller.silent(Pace.AGENT, Runs.OF_ATTEMPT).sayingSite().sayingOutcome();

        // When
        Tally tally = product(World.SEVERAL_SITES, caller);

        // Then
        assertThat(tally).hasToString("logins=60 rightAtFirst=60 wrong=0 none=0 crashes=2");
    }

    @Test
    void anAgentThatSaysItsSiteGetsItsCodeWhileOthersLogInElsewhere() {
        // Given
        Caller caller = Caller.silent(Pace.AGENT, Runs.OF_ATTEMPT).sayingSite();

        // When
        Tally tally = product(World.SEVERAL_SITES, caller);

        // Then
        assertThat(tally).hasToString("logins=60 rightAtFirst=60 wrong=0 none=0 crashes=2");
    }

    @Test
    void aCallerThatPollsIsNotRobbedByOneThatDied() {
        // Given
        Caller caller = Caller.silent(Pace.POLLER, Runs.OF_ATTEMPT);

        // When
        Tally tally = product(World.ONE_AT_A_TIME, caller);

        // Then
        assertThat(tally).hasToString("logins=60 rightAtFirst=60 wrong=0 none=0 crashes=4");
    }

    @ParameterizedTest
    @EnumSource(names = {"OF_LOGIN", "OF_ATTEMPT"})
    void aCallerThatPostsAnewEachTimeGetsItsCode(Runs runs) {
        // Given
        Caller caller = Caller.silent(Pace.POSTER, runs);

        // When
        Tally tally = product(World.ONE_AT_A_TIME, caller);

        // Then
        assertThat(tally).hasToString("logins=60 rightAtFirst=60 wrong=0 none=0 crashes=4");
    }

    @ParameterizedTest
    @EnumSource(names = {"SCRIPT", "AGENT"})
    void aCallerThatSaysNothingFaresBetterThanWithThreeOtherPolicies(Pace pace) {
        // Given
        Caller caller = Caller.silent(pace, Runs.OF_ATTEMPT);

        // When
        Tally postern = Story.play(World.SEVERAL_SITES, caller, MORE_LOGINS, SEED, room::open);

        // Then
        for (Policy policy : Policy.values()) {
            Tally other = Story.play(
                    World.SEVERAL_SITES,
                    caller,
                    MORE_LOGINS,
                    SEED,
                    (timeline, handing) -> new RememberingDesk(policy, timeline, handing));
            assertThat(postern.wrongPercent() + postern.nonePercent())
                    .as(policy.title())
                    .isLessThan(other.wrongPercent() + other.nonePercent());
        }
    }

    @Test
    void whoeverKnowsWhoseEachCodeIsGetsAllRight() {
        for (World world :
                List.of(World.ONE_AT_A_TIME, World.SEVERAL_SITES, World.UNKNOWN_SENDERS, World.ONE_SITE_SHARED)) {
            for (Caller caller : Callers.in(world)) {
                // When
                Tally tally = Story.play(
                        world,
                        caller,
                        LOGINS,
                        SEED,
                        (timeline, handing) -> new OracleDesk(Knowing.PATIENT, timeline, handing));

                // Then
                assertThat(tally.wrongPercent() + tally.nonePercent())
                        .as(world.title() + ": " + caller.title())
                        .isZero();
            }
        }
    }

    @Test
    void aStoryIsRepeatedExactly() {
        // Given
        Caller caller = Caller.silent(Pace.POLLER, Runs.OF_LOGIN);

        // When
        Tally first = Story.play(World.UNKNOWN_SENDERS, caller, 30, SEED, room::open);
        Tally again = Story.play(World.UNKNOWN_SENDERS, caller, 30, SEED, room::open);

        // Then
        assertThat(again).hasToString(first.toString());
    }

    private static Tally product(World world, Caller caller) {
        return Story.play(world, caller, LOGINS, SEED, room::open);
    }
}

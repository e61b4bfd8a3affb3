package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.resolver.claim.Claims.Mailbox;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Postern's claims against a model of their rules: the same random story is told to both, and after each step both must have given
 * the same codes to the same requests. A failure is told with its seed and the shortest story that was found to show it.
 */
class ClaimModelTest {
    private static final int STEPS = 30;

    private static ClaimDatabase database;

    @BeforeContainer
    static void start() throws IOException, SQLException {
        database = ClaimDatabase.start();
    }

    @AfterContainer
    static void stop() {
        if (database != null) {
            database.close();
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void everyCodeGoesWhereTheRulesSay(@ForAll("stories") List<Step> steps) {
        tell(steps);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void noRunSpeaksOfWhatIsAnothers(@ForAll("quarrels") List<Step> steps) {
        tell(steps);
    }

    private static void tell(List<Step> steps) {
        // Given
        StoredClaims real = new StoredClaims(database);
        ModelClaims model = new ModelClaims();
        Story story = new Story();

        for (Step step : steps) {
            // When
            Story.Event event = story.next(step);
            String said = event.on(real);
            String expected = event.on(model);
            story.heard(expected);

            // Then
            if (real.tookTooLong()) {
                return;
            }
            assertThat(said).as(story.toString()).isEqualTo(expected);
            assertThat(real.picture()).as(story.toString()).isEqualTo(model.picture());
        }
    }

    @Provide
    Arbitrary<List<Step>> stories() {
        return Arbitraries.frequencyOf(
                        Tuple.of(8, arrivals()),
                        Tuple.of(8, asking()),
                        Tuple.of(2, back().map(Step.ComesAgain::new)),
                        Tuple.of(3, Combinators.combine(back(), ages()).as(Step.SentAgain::new)),
                        Tuple.of(5, back().map(Step.AsksAgain::new)),
                        Tuple.of(
                                6,
                                Combinators.combine(back(), Arbitraries.of(Outcomes.Outcome.class))
                                        .as(Step.Says::new)),
                        Tuple.of(1, back().map(Step.Cancels::new)),
                        Tuple.of(2, back().map(Step.GoesAway::new)),
                        Tuple.of(3, back().map(Step.ComesBack::new)),
                        Tuple.of(2, back().map(Step.Breaks::new)),
                        Tuple.of(1, Arbitraries.just(new Step.ReplicaDies())),
                        Tuple.of(4, ticks().map(Step.TimePasses::new)),
                        Tuple.of(1, Arbitraries.just(new Step.TimerLooks())))
                .list()
                .ofMaxSize(STEPS)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    /** Three runs, one mailbox and a few codes that any of them may have. */
    @Provide
    Arbitrary<List<Step>> quarrels() {
        Step code = new Step.Arrives(
                Mailbox.ANN, Step.Carries.CODE, RunScope.NONE, null, null, 0, new Step.Ends(null, null));
        Arbitrary<Step> asking = Arbitraries.of("wr_1", "wr_2", "wr_3")
                .map(run -> new Step.Asks(
                        Mailbox.ANN,
                        new RunScope(null, null, run),
                        null,
                        null,
                        null,
                        null,
                        new Step.Span(null, 45, true, null),
                        null));
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.just(code)),
                        Tuple.of(6, asking),
                        Tuple.of(
                                8,
                                Combinators.combine(back(), Arbitraries.of(Outcomes.Outcome.class))
                                        .as(Step.Says::new)),
                        Tuple.of(2, back().map(Step.GoesAway::new)),
                        Tuple.of(1, back().map(Step.ComesAgain::new)),
                        Tuple.of(2, back().map(Step.ComesBack::new)),
                        Tuple.of(1, back().map(Step.Breaks::new)),
                        Tuple.of(2, Arbitraries.integers().between(1, 4).map(Step.TimePasses::new)))
                .list()
                .ofMaxSize(STEPS)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<Step> arrivals() {
        return Combinators.combine(
                        mailboxes(),
                        Arbitraries.frequency(
                                Tuple.of(3, Step.Carries.CODE),
                                Tuple.of(1, Step.Carries.LINK),
                                Tuple.of(1, Step.Carries.CODE_AND_LINK)),
                        codeScopes(),
                        Arbitraries.of("alerts@bank.example", "login@bank.example", "no-reply@shop.example")
                                .injectNull(0.4),
                        often("bank.example", "login.bank.example").injectNull(0.85),
                        ages(),
                        Combinators.combine(ends(), ends()).as(Step.Ends::new))
                .as(Step.Arrives::new);
    }

    private static Arbitrary<Step> asking() {
        return Combinators.combine(
                        mailboxes(),
                        askScopes(),
                        Arbitraries.just("w_1").injectNull(0.9),
                        Arbitraries.of(OtpType.class).injectNull(0.8),
                        Arbitraries.of("alerts@bank.example", "bank.example", "shop.example")
                                .injectNull(0.85),
                        Arbitraries.of("bank.example", "www.login.bank.example", "bank.example.evil.example", "example")
                                .injectNull(0.85),
                        Combinators.combine(
                                        Arbitraries.integers().between(0, 20).injectNull(0.8),
                                        Arbitraries.frequencyOf(
                                                Tuple.of(3, Arbitraries.just(45)),
                                                Tuple.of(
                                                        1,
                                                        Arbitraries.integers().between(0, 20))),
                                        Arbitraries.of(true, true, false),
                                        Arbitraries.just(0).injectNull(0.7))
                                .as(Step.Span::new),
                        Arbitraries.of("key-1", "key-2").injectNull(0.85))
                .as(Step.Asks::new);
    }

    private static Arbitrary<Mailbox> mailboxes() {
        return Arbitraries.frequency(
                Tuple.of(10, Mailbox.ANN), Tuple.of(1, Mailbox.BOB), Tuple.of(1, Mailbox.ANN_ELSEWHERE));
    }

    private static Arbitrary<RunScope> codeScopes() {
        return Combinators.combine(
                        often("wr_1", "wr_2").injectNull(0.75),
                        often("t_1", "t_2").injectNull(0.75),
                        often("w_1", "w_2").injectNull(0.75))
                .as((run, task, workflow) -> new RunScope(task, workflow, run));
    }

    private static Arbitrary<RunScope> askScopes() {
        return Combinators.combine(
                        often("wr_1", "wr_2").injectNull(0.3),
                        often("t_1", "t_2").injectNull(0.3),
                        often("w_1", "w_2").injectNull(0.3))
                .as((run, task, workflow) -> new RunScope(task, workflow, run));
    }

    private static Arbitrary<Integer> ages() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(0)),
                Tuple.of(3, Arbitraries.integers().between(1, 8)),
                Tuple.of(1, Arbitraries.integers().between(9, 40)));
    }

    private static Arbitrary<Integer> ends() {
        return Arbitraries.integers().between(-1, 32).injectNull(0.8);
    }

    /** A few minutes mostly; an hour; so long that keys are forgotten. */
    private static Arbitrary<Integer> ticks() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.integers().between(1, 3)),
                Tuple.of(6, Arbitraries.integers().between(4, 20)),
                Tuple.of(1, Arbitraries.just(3 * 60)),
                Tuple.of(1, Arbitraries.just(3 * 60 * 25)));
    }

    private static Arbitrary<Integer> back() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(0, 2)),
                Tuple.of(1, Arbitraries.integers().between(3, 10)));
    }

    private static Arbitrary<String> often(String usual, String other) {
        return Arbitraries.frequency(Tuple.of(3, usual), Tuple.of(1, other));
    }
}

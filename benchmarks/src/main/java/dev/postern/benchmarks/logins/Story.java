package dev.postern.benchmarks.logins;

import dev.postern.benchmarks.logins.World.Overlap;
import dev.postern.benchmarks.logins.desk.Desk;
import dev.postern.benchmarks.logins.desk.Message;
import dev.postern.benchmarks.logins.desk.Question;
import dev.postern.benchmarks.logins.desk.Timeline;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The logins of one kind of caller at one mailbox, told to one desk. */
final class Story {
    private static final long ANSWER_TAKES = 50;
    private static final long UNTIL_ONE_IS_FREE = 60_000;

    private final Caller caller;
    private final long seed;
    private final Timeline timeline;
    private final Desk desk;
    private final Sites sites;
    private final Trace trace;
    private final Tally tally = new Tally();
    private final Map<Question, Login> waiting = new HashMap<>();
    private long attempts;
    private long questions;

    private Story(
            World world,
            Caller caller,
            long seed,
            Timeline timeline,
            BiFunction<Timeline, Desk.Handing, Desk> desks,
            Consumer<String> lines) {
        this.trace = new Trace(timeline, lines);
        this.caller = caller;
        this.seed = seed;
        this.timeline = timeline;
        this.desk = desks.apply(timeline, this::given);
        this.sites = new Sites(world, timeline, desk, trace);
    }

    /**
     * Plays so many logins.
     *
     * @param desks makes the desk that hands out the codes
     */
    public static Tally play(
            World world, Caller caller, int logins, long seed, BiFunction<Timeline, Desk.Handing, Desk> desks) {
        return play(world, caller, logins, seed, desks, _ -> {});
    }

    /** @param lines gets the lines of what went wrong, and what happened before */
    static Tally play(
            World world,
            Caller caller,
            int logins,
            long seed,
            BiFunction<Timeline, Desk.Handing, Desk> desks,
            Consumer<String> lines) {
        Story story = new Story(world, caller, seed, new Timeline(), desks, lines);
        if (world.overlap() == Overlap.NONE) {
            story.oneByOne(world, 0, logins);
        } else {
            story.sideBySide(world, logins);
        }
        story.timeline.run();
        return story.tally;
    }

    /** Each login begins the gap or more after the end of the one before. */
    private void oneByOne(World world, long number, long logins) {
        if (number < logins) {
            Chances chances = Chances.of(seed, number, 0);
            Login login =
                    new Login(this, number, chances.below(world.sites()), () -> oneByOne(world, number + 1, logins));
            timeline.after(world.gap() + chances.around(world.gap()), login::begin);
        }
    }

    /** Each login begins the gap in the mean after the beginning of the one before. */
    private void sideBySide(World world, long logins) {
        long at = 0;
        for (long i = 0; i < logins; i++) {
            long number = i;
            Chances chances = Chances.of(seed, number, 0);
            at += chances.around(world.gap());
            int site = chances.below(world.sites());
            timeline.at(at, () -> beginAt(world, number, site));
        }
    }

    /** At that site, or at the next one that is free if only those may overlap; later when none is. */
    private void beginAt(World world, long number, int site) {
        if (world.overlap() == Overlap.ANYWHERE) {
            new Login(this, number, site, () -> {}).begin();
            return;
        }
        IntStream.range(site, site + world.sites())
                .map(next -> next % world.sites())
                .filter(sites::isFree)
                .findFirst()
                .ifPresentOrElse(
                        free -> new Login(this, number, free, () -> {}).begin(),
                        () -> timeline.after(UNTIL_ONE_IS_FREE, () -> beginAt(world, number, site)));
    }

    Caller caller() {
        return caller;
    }

    Timeline timeline() {
        return timeline;
    }

    Desk desk() {
        return desk;
    }

    Sites sites() {
        return sites;
    }

    Trace trace() {
        return trace;
    }

    Tally tally() {
        return tally;
    }

    long nextAttempt() {
        return ++attempts;
    }

    long nextQuestion() {
        return ++questions;
    }

    Chances chances(long login, int attempt) {
        return Chances.of(seed, login, attempt);
    }

    /** A caller begins to listen for the answer. */
    void listen(Question question, Login login) {
        waiting.put(question, login);
    }

    /** Nobody listens any more. */
    void silence(Question question) {
        waiting.remove(question);
    }

    private void given(Question question, Message message) {
        // Whoever polls hears of it at its next call, which is at the same place.
        timeline.after(ANSWER_TAKES, () -> {
            Login login = waiting.get(question);
            if (login != null) {
                login.answered(question, message);
            }
        });
    }
}

package dev.postern.benchmarks.logins;

import dev.postern.benchmarks.logins.desk.Desk;
import dev.postern.benchmarks.logins.desk.Message;
import dev.postern.benchmarks.logins.desk.Question;
import dev.postern.benchmarks.logins.desk.Timeline;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** The logins of one kind of caller at one mailbox, told to one desk. */
final class Story {
    private static final long ANSWER_TAKES = 50;

    private final Caller caller;
    private final long seed;
    private final Timeline timeline;
    private final Desk desk;
    private final Sites sites;
    private final Tally tally = new Tally();
    private final Map<Question, Login> waiting = new HashMap<>();
    private long attempts;
    private long questions;

    private Story(
            World world, Caller caller, long seed, Timeline timeline, BiFunction<Timeline, Desk.Handing, Desk> desks) {
        this.caller = caller;
        this.seed = seed;
        this.timeline = timeline;
        this.desk = desks.apply(timeline, this::given);
        this.sites = new Sites(world, timeline, desk);
    }

    /**
     * Plays so many logins.
     *
     * @param desks makes the desk that hands out the codes
     */
    public static Tally play(
            World world, Caller caller, int logins, long seed, BiFunction<Timeline, Desk.Handing, Desk> desks) {
        Story story = new Story(world, caller, seed, new Timeline(), desks);
        if (world.overlapping()) {
            long at = 0;
            for (int i = 0; i < logins; i++) {
                Chances chances = Chances.of(seed, i, 0);
                at += chances.around(world.gap());
                Login login = new Login(story, i, chances.below(world.sites()), () -> {});
                story.timeline.at(at, login::begin);
            }
        } else {
            story.oneByOne(world, 0, logins);
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

package dev.postern.benchmarks.logins;

import dev.postern.benchmarks.logins.desk.Desk;
import dev.postern.benchmarks.logins.desk.Message;
import dev.postern.benchmarks.logins.desk.Timeline;
import java.util.HashMap;
import java.util.Map;

/** The sites: they send a message for each press of "send", with the delays and mishaps of the mail. */
final class Sites {
    private static final long SAME_DIGITS_WITHIN = 120_000;

    private final World world;
    private final Timeline timeline;
    private final Desk desk;
    private final Trace trace;
    private final Map<Integer, Sent> last = new HashMap<>();
    private final Map<Integer, Integer> loggingIn = new HashMap<>();
    private long messages;

    private record Sent(String digits, long at) {}

    Sites(World world, Timeline timeline, Desk desk, Trace trace) {
        this.trace = trace;
        this.world = world;
        this.timeline = timeline;
        this.desk = desk;
    }

    /** A login begins at a site. */
    void begins(int site) {
        loggingIn.merge(site, 1, Integer::sum);
    }

    /** It has succeeded or given up. */
    void ends(int site) {
        loggingIn.merge(site, -1, Integer::sum);
    }

    /** Whether no login is under way at a site. */
    boolean isFree(int site) {
        return loggingIn.getOrDefault(site, 0) == 0;
    }

    /** A press: the site sends a code. Some sites send the digits of before when asked again soon. */
    void press(Attempt attempt, Chances chances) {
        boolean again = chances.happens(Chances.SAME_DIGITS_AGAIN);
        Sent before = last.get(attempt.site());
        String digits = again && before != null && timeline.now() - before.at() < SAME_DIGITS_WITHIN
                ? before.digits()
                : digits(attempt, 0);
        send(attempt, digits, chances);
        if (chances.happens(Chances.SENT_AGAIN)) {
            boolean sameText = chances.happens(0.5);
            timeline.after(
                    chances.between(20, 40),
                    () -> send(attempt, sameText ? attempt.digits() : digits(attempt, 1), chances));
        }
    }

    private void send(Attempt attempt, String digits, Chances chances) {
        last.put(attempt.site(), new Sent(digits, timeline.now()));
        attempt.sent(digits);
        trace.note("site %d sends %s to attempt %d".formatted(attempt.site(), digits, attempt.number()));
        boolean lost = chances.happens(Chances.LOST);
        boolean doubled = chances.happens(Chances.DOUBLED);
        long delay = chances.delay();
        long doubledAfter = chances.between(0.5, 8);
        if (!lost) {
            timeline.after(delay, () -> arrive(attempt, digits));
        }
        if (doubled) {
            timeline.after(delay + doubledAfter, () -> arrive(attempt, digits));
        }
    }

    private void arrive(Attempt attempt, String digits) {
        attempt.arrived(timeline.now());
        trace.note("%s comes, of attempt %d at site %d".formatted(digits, attempt.number(), attempt.site()));
        desk.arrive(new Message(
                ++messages, attempt.site(), digits, attempt.number(), world.sendersKnown(), timeline.now()));
    }

    /** Digits that no other press has. */
    private static String digits(Attempt attempt, int nth) {
        return "%07d%d".formatted(attempt.number(), nth);
    }
}

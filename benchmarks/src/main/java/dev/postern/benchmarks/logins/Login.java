package dev.postern.benchmarks.logins;

import dev.postern.benchmarks.logins.Caller.Pace;
import dev.postern.benchmarks.logins.desk.Message;
import dev.postern.benchmarks.logins.desk.Question;
import dev.postern.benchmarks.logins.desk.Timeline;
import org.jspecify.annotations.Nullable;

/** One login: attempts until one of them succeeds. Each presses "send", asks, waits and types, and may die at any point. */
final class Login {
    private static final long POLLS_EVERY = 3_000;

    private final Story story;
    private final Timeline timeline;
    private final Caller caller;
    private final long number;
    private final int site;
    private final Runnable atEnd;
    private int tries;
    private boolean wasWrong;
    private long pressedAt = -1;
    private Attempt attempt;
    private Chances chances;
    private @Nullable Question question;
    private @Nullable Message heard;

    /** @param atEnd what happens when it succeeded or gave up */
    Login(Story story, long number, int site, Runnable atEnd) {
        this.story = story;
        this.atEnd = atEnd;
        this.timeline = story.timeline();
        this.caller = story.caller();
        this.number = number;
        this.site = site;
        this.attempt = new Attempt(0, site);
        this.chances = story.chances(number, 1);
    }

    void begin() {
        story.tally().login();
        story.sites().begins(site);
        tryOnce();
    }

    private void tryOnce() {
        tries++;
        pressedAt = -1;
        attempt = new Attempt(story.nextAttempt(), site);
        chances = story.chances(number, tries);
        note("begins");
        boolean dies = chances.happens(Chances.DIES_BEFORE_ASKING);
        long step = caller.pace() == Pace.AGENT ? chances.between(20, 60) : chances.between(0.5, 2);
        Runnable next = caller.asksFirst() ? this::press : () -> ask(null);
        if (caller.asksFirst()) {
            ask(null);
        } else {
            press();
        }
        Attempt begun = attempt;
        timeline.after(dies ? step / 2 : step, () -> {
            if (attempt != begun) {
                return;
            }
            if (dies) {
                die();
            } else {
                next.run();
            }
        });
    }

    private void press() {
        pressedAt = timeline.now();
        story.sites().press(attempt, chances);
        Question asked = question;
        Message message = heard;
        if (asked != null && message != null) {
            type(asked, message);
        }
    }

    /** A request, or another one after the code of a first was refused. */
    private void ask(@Nullable Question refused) {
        long now = pressedAt < 0 ? timeline.now() : pressedAt;
        Long said = !caller.saysWhen() ? null : refused != null ? refused.receivedAfter() : (Long) now;
        Question asked = new Question(
                story.nextQuestion(),
                run(),
                timeline.now(),
                said,
                caller.saysSite() ? (Integer) site : null,
                caller.isHeld(),
                caller.asksAnew(),
                attempt.number(),
                site);
        question = asked;
        heard = null;
        story.listen(asked, this);
        note("asks with request " + asked.id());
        boolean dies = chances.happens(Chances.DIES_WAITING);
        long until = chances.between(0.2, 10);
        if (dies && refused == null) {
            timeline.after(until, () -> {
                if (asked.equals(question) && heard == null) {
                    die();
                }
            });
        }
        timeline.after(Chances.PATIENCE, () -> {
            if (asked.equals(question) && heard == null) {
                timeOut();
            }
        });
        story.desk().ask(asked);
        if (!caller.isHeld()) {
            timeline.after(POLLS_EVERY, () -> poll(asked));
        }
    }

    private void poll(Question asked) {
        if (!asked.equals(question)) {
            return;
        }
        Message message = heard;
        if (message != null) {
            type(asked, message);
            return;
        }
        story.desk().look(asked);
        timeline.after(POLLS_EVERY, () -> poll(asked));
    }

    /** The request has a code: whoever is held hears it now, a poller at its next call. */
    void answered(Question asked, Message message) {
        if (!asked.equals(question) || heard != null) {
            return;
        }
        heard = message;
        if (pressedAt < 0) {
            return;
        }
        if (caller.isHeld() || timeline.now() - asked.askedAt() < 1000) {
            type(asked, message);
        }
    }

    private void type(Question asked, Message message) {
        question = null;
        story.silence(asked);
        long takes = caller.pace() == Pace.AGENT ? chances.between(5, 20) : chances.between(0.2, 1);
        boolean right = attempt.accepts(message.digits());
        if (right) {
            note("types " + message.digits());
            story.tally()
                    .waitedNeedlessly(Math.max(
                            0,
                            timeline.now() - Math.max(Math.max(asked.askedAt(), pressedAt), attempt.firstArrival())));
        } else {
            story.tally().wrong();
            story.trace().tell(name() + " types " + message.digits() + ": wrong");
            wasWrong = true;
        }
        if (chances.happens(Chances.DIES_TYPING)) {
            timeline.after(takes / 2, this::die);
            return;
        }
        Attempt typed = attempt;
        timeline.after(takes, () -> {
            if (attempt == typed) {
                told(asked, right);
            }
        });
    }

    /** The site has said whether it takes the code. */
    private void told(Question asked, boolean right) {
        if (caller.saysOutcome() && !chances.happens(Chances.DIES_BEFORE_OUTCOME)) {
            story.desk().outcome(asked, right);
        }
        if (right) {
            if (!wasWrong) {
                story.tally().rightAtFirst();
            }
            end();
        } else if (caller.saysOutcome() && timeline.now() - pressedAt < Chances.PATIENCE) {
            ask(asked);
        } else {
            again(3, 20);
        }
    }

    private void timeOut() {
        Question asked = question;
        if (asked == null) {
            return;
        }
        if (attempt.firstArrival() < timeline.now()) {
            story.tally().noneAlthoughOneCame();
            story.trace().tell(name() + " gives up without a code although one came");
        }
        if (caller.saysOutcome()) {
            story.desk().cancel(asked);
        }
        leave();
        again(3, 40);
    }

    private void die() {
        story.tally().crash();
        note("dies");
        leave();
        // The dead press no more buttons.
        attempt = new Attempt(0, site);
        again(3, 40);
    }

    private void leave() {
        Question asked = question;
        question = null;
        if (asked != null) {
            story.silence(asked);
            story.desk().leave(asked);
        }
    }

    private void again(double fromSeconds, double toSeconds) {
        if (tries < Chances.MOST_ATTEMPTS) {
            timeline.after(chances.between(fromSeconds, toSeconds), this::tryOnce);
        } else {
            end();
        }
    }

    private void end() {
        story.sites().ends(site);
        atEnd.run();
    }

    private void note(String what) {
        story.trace().note(name() + " " + what);
    }

    private String name() {
        return "login %d, attempt %d at site %d".formatted(number, attempt.number(), site);
    }

    private @Nullable String run() {
        return switch (caller.runs()) {
            case OF_LOGIN -> "login " + number;
            case OF_ATTEMPT -> "attempt " + attempt.number();
            case NONE -> null;
        };
    }
}

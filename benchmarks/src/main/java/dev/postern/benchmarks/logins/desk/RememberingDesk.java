package dev.postern.benchmarks.logins.desk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Policies in memory, to compare with. Each is described by how far it looks back, and by whether a code is for one run.
 */
public final class RememberingDesk implements Desk {
    private static final long CODE_LIVES = 600_000;
    private static final long REPEATED_WITHIN = 120_000;

    private final Timeline timeline;
    private final Handing handing;
    private final Policy policy;
    private final List<Code> codes = new ArrayList<>();
    private final Map<Question, Long> waiting = new LinkedHashMap<>();
    private final Map<Question, Code> given = new HashMap<>();
    private final Map<String, Long> firstAsked = new HashMap<>();

    /** Which policy. */
    public enum Policy {
        /** The newest of the last ten minutes goes to whoever asks: skyvern/forge/sdk/db (poll_otp_value). */
        SKYVERN("Skyvern's: the newest of ten minutes, to everybody", CODE_LIVES, true),
        /** Postern's rules until November 2026: five minutes of look-back, the oldest request first. */
        UNTIL_NOW("until now: five minutes back, oldest request first", 300_000, false),
        /** What comes after the request, and nothing else. */
        ONLY_AFTER("only what comes after the request", 0, false);

        final String title;
        final long looksBack;
        final boolean shared;

        Policy(String title, long looksBack, boolean shared) {
            this.title = title;
            this.looksBack = looksBack;
            this.shared = shared;
        }

        /** For people. */
        public String title() {
            return title;
        }
    }

    /** A desk with that policy. */
    public RememberingDesk(Policy policy, Timeline timeline, Handing handing) {
        this.policy = policy;
        this.timeline = timeline;
        this.handing = handing;
    }

    private static final class Code {
        final Message message;
        final Set<String> refusedBy = new HashSet<>();
        final boolean repeat;

        @Nullable String run;

        boolean ended;

        Code(Message message, boolean repeat) {
            this.message = message;
            this.repeat = repeat;
        }
    }

    @Override
    public void ask(Question question) {
        long first = firstAsked.merge(question.runKey(), question.askedAt(), Math::min);
        Long said = question.receivedAfter();
        waiting.put(question, said != null && !policy.shared ? said : first - policy.looksBack);
        timeline.after(REQUEST_LIVES, () -> waiting.remove(question));
        find(question);
    }

    @Override
    public void look(Question question) {
        // Skyvern looks at each call; the other two have answered already if they could.
        if (policy.shared && waiting.containsKey(question)) {
            find(question);
        }
    }

    @Override
    public void leave(Question question) {
        if (question.run() == null && question.held()) {
            waiting.remove(question);
        }
    }

    @Override
    public void cancel(Question question) {
        waiting.remove(question);
    }

    @Override
    public void outcome(Question question, boolean accepted) {
        Code code = given.get(question);
        if (code != null && !policy.shared) {
            code.ended = true;
        }
        if (code != null && !accepted) {
            code.refusedBy.add(question.runKey());
        }
    }

    @Override
    public void arrive(Message message) {
        codes.removeIf(code -> timeline.now() - code.message.arrivesAt() > CODE_LIVES + REPEATED_WITHIN);
        boolean repeat = !policy.shared
                && codes.stream()
                        .anyMatch(code -> !code.repeat
                                && code.message.repeats(message)
                                && message.arrivesAt() - code.message.arrivesAt() <= REPEATED_WITHIN);
        Code code = new Code(message, repeat);
        codes.add(code);
        List<Question> fitting = waiting.keySet().stream()
                .filter(question -> fits(question, code))
                .sorted(Comparator.comparingLong(Question::askedAt).thenComparingLong(Question::id))
                .toList();
        if (!fitting.isEmpty() && !isResent(code)) {
            String run = fitting.getFirst().runKey();
            fitting.stream()
                    .filter(question -> policy.shared || question.runKey().equals(run))
                    .forEach(question -> give(question, code));
        }
    }

    private void find(Question question) {
        codes.stream()
                .filter(code -> fits(question, code))
                .filter(code -> code.run != null || !isResent(code))
                .max(Comparator.comparingLong(code -> code.message.arrivesAt()))
                .ifPresent(code -> give(question, code));
    }

    private boolean fits(Question question, Code code) {
        Long after = waiting.get(question);
        return after != null
                && code.message.arrivesAt() >= after
                && timeline.now() - code.message.arrivesAt() < CODE_LIVES
                && !code.ended
                && !code.repeat
                && !code.refusedBy.contains(question.runKey())
                && (policy.shared || code.run == null || code.run.equals(question.runKey()));
    }

    /** A newer code of the sender was handed out. */
    private boolean isResent(Code code) {
        return !policy.shared
                && code.message.senderKnown()
                && codes.stream()
                        .anyMatch(later -> later.run != null
                                && later.message.site() == code.message.site()
                                && later.message.arrivesAt() > code.message.arrivesAt());
    }

    private void give(Question question, Code code) {
        code.run = question.runKey();
        waiting.remove(question);
        given.put(question, code);
        handing.given(question, code.message);
    }
}

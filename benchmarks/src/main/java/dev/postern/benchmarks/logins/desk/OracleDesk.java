package dev.postern.benchmarks.logins.desk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Knows what no policy can know: which attempt each message is for, and at which site each caller stands. What it gets wrong, or
 * gives to nobody, is a matter of the story. It is a bound to judge others by.
 */
public final class OracleDesk implements Desk {
    private final Knowing knowing;
    private final Timeline timeline;
    private final Handing handing;
    private final List<Message> free = new ArrayList<>();
    private final Set<Question> waiting = new LinkedHashSet<>();
    private final Set<Refusal> refusals = new HashSet<>();
    private final List<Given> given = new ArrayList<>();

    /** What it may do with its knowledge. */
    public enum Knowing {
        /** Each code goes to its attempt alone: the bound of the story. */
        PATIENT("oracle: to its attempt alone"),
        /**
         * A caller that is in no doubt waits for nothing: a code of its site that comes after its request, or was there after its
         * {@code received_after}, is given at once.
         */
        AT_ONCE("oracle: keeps nothing back from who is in no doubt");

        private final String title;

        Knowing(String title) {
            this.title = title;
        }

        /** For people. */
        public String title() {
            return title;
        }
    }

    private record Refusal(String run, Message message) {}

    private record Given(Question question, Message message) {}

    /** A desk with that knowledge. */
    public OracleDesk(Knowing knowing, Timeline timeline, Handing handing) {
        this.knowing = knowing;
        this.timeline = timeline;
        this.handing = handing;
    }

    @Override
    public void ask(Question question) {
        waiting.add(question);
        forget();
        Optional<Message> best = newest(question, message -> message.attempt() == question.attempt());
        Long after = question.receivedAfter();
        if (best.isEmpty() && knowing == Knowing.AT_ONCE && after != null) {
            best = newest(question, message -> message.site() == question.standsAt() && message.arrivesAt() >= after);
        }
        best.ifPresent(message -> give(question, message));
    }

    @Override
    public void look(Question question) {
        // It was answered already if it could be.
    }

    @Override
    public void leave(Question question) {
        waiting.remove(question);
    }

    @Override
    public void cancel(Question question) {
        waiting.remove(question);
    }

    @Override
    public void outcome(Question question, boolean accepted) {
        if (accepted) {
            return;
        }
        for (Given one : List.copyOf(given)) {
            if (one.question().equals(question)) {
                given.remove(one);
                refusals.add(new Refusal(question.runKey(), one.message()));
                arrive(one.message());
            }
        }
    }

    @Override
    public void arrive(Message message) {
        free.add(message);
        Optional<Question> best = oldest(message, question -> message.attempt() == question.attempt());
        if (best.isEmpty() && knowing == Knowing.AT_ONCE && message.arrivesAt() == timeline.now()) {
            best = oldest(message, question -> message.site() == question.standsAt());
        }
        best.ifPresent(question -> give(question, message));
    }

    private Optional<Message> newest(Question question, Predicate<Message> fits) {
        return free.stream()
                .filter(fits)
                .filter(message -> !refusals.contains(new Refusal(question.runKey(), message)))
                .max(Comparator.comparingLong(Message::arrivesAt));
    }

    private Optional<Question> oldest(Message message, Predicate<Question> fits) {
        return waiting.stream()
                .filter(fits)
                .filter(question -> !refusals.contains(new Refusal(question.runKey(), message)))
                .findFirst();
    }

    private void give(Question question, Message message) {
        free.remove(message);
        waiting.remove(question);
        given.add(new Given(question, message));
        handing.given(question, message);
    }

    private void forget() {
        free.removeIf(message -> timeline.now() - message.arrivesAt() > REQUEST_LIVES);
        given.removeIf(one -> timeline.now() - one.question().askedAt() > REQUEST_LIVES);
    }
}

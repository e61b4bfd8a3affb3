package dev.postern.ingest.provider;

import java.util.EnumMap;
import java.util.Map;

/** The HTTP status by which a provider is told of each outcome. */
public final class Statuses {
    private static final String PLAIN = "text/plain";

    /** For providers that try again after a 5xx and after nothing else. */
    public static final Statuses USUAL = new Statuses(
            Map.of(
                    Outcome.TAKEN, 200,
                    Outcome.NOTHING_TO_TAKE, 200,
                    Outcome.NOT_UNDERSTOOD, 400,
                    Outcome.NOT_AUTHENTIC, 401,
                    Outcome.UNKNOWN_CHANNEL, 404,
                    Outcome.TOO_LARGE, 413,
                    Outcome.TOO_MANY, 503,
                    Outcome.UNAVAILABLE, 503),
            Map.of());

    /**
     * For providers that try again after anything but success: what can never be taken is dropped with a success. Only a wrong
     * signature is not, since a person may still correct the secret.
     */
    public static final Statuses DROPPING = USUAL.but(Outcome.NOT_UNDERSTOOD, 200)
            .but(Outcome.UNKNOWN_CHANNEL, 200)
            .but(Outcome.TOO_LARGE, 200);

    /** These statuses for a provider that tries again after 429, as its documentation says. */
    public Statuses triesAgainAfter429() {
        return but(Outcome.TOO_MANY, 429);
    }

    private final Map<Outcome, Integer> byOutcome;
    private final Map<Outcome, String> sentences;

    private Statuses(Map<Outcome, Integer> byOutcome, Map<Outcome, String> sentences) {
        this.byOutcome = byOutcome;
        this.sentences = sentences;
    }

    /** These statuses with another one for an outcome. */
    public Statuses but(Outcome outcome, int status) {
        Map<Outcome, Integer> changed = new EnumMap<>(byOutcome);
        changed.put(outcome, status);
        return new Statuses(changed, sentences);
    }

    /**
     * These statuses for a program that a person set up, who reads its answers: with a sentence that says what to do. It tells a
     * stranger nothing that the status does not.
     *
     * @param unproven what to do about {@link Outcome#NOT_AUTHENTIC}
     * @param unread what to do about {@link Outcome#NOT_UNDERSTOOD}
     * @param empty what to do about {@link Outcome#NOTHING_TO_TAKE}
     */
    public Statuses explained(String unproven, String unread, String empty) {
        return new Statuses(
                byOutcome,
                Map.of(
                        Outcome.NOTHING_TO_TAKE,
                        empty,
                        Outcome.NOT_AUTHENTIC,
                        unproven,
                        Outcome.NOT_UNDERSTOOD,
                        unread,
                        Outcome.UNKNOWN_CHANNEL,
                        "No channel has this address. Copy the address of the channel once more, or give the"
                                + " channel a new one.",
                        Outcome.TOO_LARGE,
                        "The post is too long and was not taken.",
                        Outcome.TOO_MANY,
                        "Too many posts for now. Send it again later.",
                        Outcome.UNAVAILABLE,
                        "Messages cannot be taken right now. Send it again later."));
    }

    /** The answer to an outcome, with its sentence if there is one. */
    public Reply reply(Outcome outcome) {
        String sentence = sentences.getOrDefault(outcome, "");
        return reply(outcome, PLAIN, sentence.isEmpty() ? "" : sentence + "\n");
    }

    /** The answer to an outcome, with one body for all of them. */
    public Reply reply(Outcome outcome, String contentType, String body) {
        return new Reply(byOutcome.getOrDefault(outcome, 503), contentType, body);
    }
}

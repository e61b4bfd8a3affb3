package dev.postern.benchmarks.logins.desk;

/** Hands out codes by its policy. It tells its {@link Handing} at once what it gave to whom. */
public interface Desk {
    /** How long a request lives, in milliseconds: docs/rules.md, "Code requests". */
    long REQUEST_LIVES = 900_000;

    /** A caller asks. */
    void ask(Question question);

    /** A caller that is not held asks again for its request. */
    void look(Question question);

    /** The caller's connection ended before it had an answer. */
    void leave(Question question);

    /** The caller says that it waits no more. */
    void cancel(Question question);

    /** The caller says whether the site took its code. */
    void outcome(Question question, boolean accepted);

    /** A message comes in. */
    void arrive(Message message);

    /** Hears what was handed out. */
    @FunctionalInterface
    interface Handing {
        /** This request has this message's code now. */
        void given(Question question, Message message);
    }
}

package dev.postern.local.supervision;

import java.util.Optional;

/** A process of the running system that can be started again. */
public interface Part {

    /** What it is called, for a person. */
    String name();

    /** What is wrong, as the end of a sentence that begins with the name, such as "ended (exit code 3)"; empty while it runs. */
    Optional<String> trouble();

    /**
     * Starts it again, with its data.
     *
     * @throws RuntimeException when that fails
     */
    void startAgain();

    /** Whether it serves again after {@link #startAgain}. */
    boolean serves();

    /** Where its last words are, for a person. */
    String lastWords();
}

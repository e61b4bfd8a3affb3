package dev.postern.benchmarks;

import dev.postern.local.verb.VerbFailed;

/** There is no result; the message is a sentence for the person who asked for one. */
public final class CannotMeasure extends VerbFailed {
    private static final long serialVersionUID = 1L;

    public CannotMeasure(String sentence) {
        super(sentence);
    }
}

package dev.postern.benchmarks;

/** There is no result; the message is a sentence for the person who asked for one. */
public final class CannotMeasure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotMeasure(String sentence) {
        super(sentence);
    }
}

package dev.postern.platform.worker;

import java.util.ArrayList;
import java.util.List;

/** How one run of a job ends. */
enum Outcome {
    RETURN,
    EXCEPTION,
    ERROR,
    INTERRUPTED;

    static final String FAILING = "The soup is not being stirred";

    /** Ends the run that calls it in this way. */
    void happen() throws Exception {
        switch (this) {
            case RETURN -> {}
            case EXCEPTION -> throw new IllegalStateException("the spoon is missing");
            case ERROR -> throw new StackOverflowError("the bowl is full");
            case INTERRUPTED -> {
                Thread.currentThread().interrupt();
                throw new InterruptedException("somebody called");
            }
        }
    }

    /** What is logged of such runs, one after the other. */
    static List<String> told(List<Outcome> outcomes) {
        List<String> lines = new ArrayList<>();
        boolean fails = false;
        for (Outcome outcome : outcomes) {
            boolean failed = outcome != RETURN;
            if (failed != fails) {
                lines.add(failed ? "WARN " + FAILING : "INFO Works again");
            }
            fails = failed;
        }
        return lines;
    }
}

package dev.postern.resolver.polling;

import org.jspecify.annotations.Nullable;

/** One request's calls, one after the other. */
final class Poll {
    private final String requestId;
    private final long begunAt = System.nanoTime();
    private final Pace pace = new Pace();
    private @Nullable Thread calling;
    private boolean over;

    Poll(String requestId) {
        this.requestId = requestId;
    }

    String requestId() {
        return requestId;
    }

    Pace pace() {
        return pace;
    }

    /** Whether it began before a moment of {@link System#nanoTime()}. */
    boolean begunBefore(long moment) {
        return begunAt - moment < 0;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** This thread is about to call; false when it may not any more. */
    synchronized boolean enter() {
        if (over) {
            return false;
        }
        calling = Thread.currentThread();
        return true;
    }

    /** The call is over; false when what was heard is of no use. */
    synchronized boolean leave() {
        calling = null;
        // An interrupt was meant for the call, not for what its thread does next.
        boolean interrupted = Thread.interrupted();
        return !over && !interrupted;
    }

    /** No call is made after this, and one that is being made is broken off. */
    synchronized void end() {
        over = true;
        Thread thread = calling;
        if (thread != null) {
            thread.interrupt();
        }
    }
}

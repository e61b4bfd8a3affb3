package dev.postern.resolver.polling;

import org.jspecify.annotations.Nullable;

/** One request's calls, one after the other. */
final class Poll {
    private final String requestId;
    private final String organizationId;
    private final long begunAt = System.nanoTime();
    private final Pace pace = new Pace();
    private @Nullable Thread calling;
    private boolean over;

    Poll(String requestId, String organizationId) {
        this.requestId = requestId;
        this.organizationId = organizationId;
    }

    String requestId() {
        return requestId;
    }

    String organizationId() {
        return organizationId;
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

    /** Notes that this thread is about to call; false when it no longer may. */
    synchronized boolean enter() {
        if (over) {
            return false;
        }
        calling = Thread.currentThread();
        return true;
    }

    /** Notes that the call is over; false when its result must be ignored. */
    synchronized boolean leave() {
        calling = null;
        // An interrupt was meant for the call, not for the thread's next work.
        boolean interrupted = Thread.interrupted();
        return !over && !interrupted;
    }

    /** Breaks off a running call and prevents further ones. */
    synchronized void end() {
        over = true;
        Thread thread = calling;
        if (thread != null) {
            thread.interrupt();
        }
    }
}

package dev.postern.gateway.proxy;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets one side of a conversation wait for the other. */
final class Turns {
    private final Semaphore turns = new Semaphore(0);

    void pass() {
        turns.release();
    }

    void await() {
        try {
            if (!turns.tryAcquire(10, TimeUnit.SECONDS)) {
                throw new AssertionError("The other side did not come this far");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

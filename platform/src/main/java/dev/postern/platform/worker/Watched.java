package dev.postern.platform.worker;

/** Background work whose health counts for its process. */
@FunctionalInterface
public interface Watched {

    /** How it goes now. Answers at once, on any thread. */
    Pulse pulse();
}

package dev.postern.benchmarks.waiters;

/** How a login waits. */
enum HeldBy {
    /** An answer that comes after 55 seconds at the latest; then it asks again. */
    ANSWER,
    /** Server-sent events, for as long as the request waits. */
    EVENTS
}

package dev.postern.platform.limit;

import io.smallrye.config.ConfigMapping;

/** What one organisation may take of one replica of a service. One key, channel or endpoint gets three quarters of each. */
@ConfigMapping(prefix = "postern.limits")
interface LimitSettings {

    /** How many requests it may make in a minute. */
    int requestsPerMinute();

    /** How many of them without a pause. */
    int burst();

    /** How many may be unanswered at once: held ones, streams and those at work. */
    int requestsAtOnce();

    /** How many streams of events it may have. */
    int eventStreams();
}

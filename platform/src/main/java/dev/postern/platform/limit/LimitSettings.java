package dev.postern.platform.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * What one organisation may take of one replica of a service. One key, channel or endpoint gets three quarters of each.
 * code-ingest-service has two numbers of its own, in its application.properties.
 */
@ConfigMapping(prefix = "postern.limits")
interface LimitSettings {

    /** How many requests it may make in a minute. */
    @WithDefault("6000")
    int requestsPerMinute();

    /** How many of them without a pause. */
    @WithDefault("2000")
    int burst();

    /** How many may be unanswered at once: held ones, streams and those at work. */
    @WithDefault("5000")
    int requestsAtOnce();

    /** How many streams of events it may have. */
    @WithDefault("500")
    int eventStreams();

    /** How many bytes of messages it may have stored in a day. */
    @WithDefault("4294967296")
    long storedBytesPerDay();

    /**
     * Refuses a number that lets nothing through.
     *
     * @param name of the setting
     */
    static long positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("postern.limits." + name + " must be at least 1");
        }
        return value;
    }
}

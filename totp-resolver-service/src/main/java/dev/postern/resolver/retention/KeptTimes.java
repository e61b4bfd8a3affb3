package dev.postern.resolver.retention;

import dev.postern.events.OrganizationRetention;
import dev.postern.resolver.state.Lifespan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long each part of what was received is kept, counted from its receipt: each no longer than the one after it.
 *
 * @param content the message
 * @param code the code and the link
 * @param row the rest
 */
record KeptTimes(Duration content, Duration code, Duration row) {

    /** Of everybody. */
    static KeptTimes of(RetentionSettings settings) {
        return new KeptTimes(settings.content(), settings.code(), settings.row());
    }

    /**
     * Of an organisation with times of its own: no longer than these, and as long as a login may still be given the code and an
     * event may come again.
     */
    KeptTimes shortenedBy(OrganizationRetention own, Lifespan lifespan) {
        Duration ownRow = longer(shorter(row, own.historySeconds()), RetentionCheck.REMEMBERED);
        Duration ownCode = longer(shorter(code, own.codeSeconds()), lifespan.length());
        Duration keptRow = least(ownRow, row);
        Duration keptCode = least(least(ownCode, code), keptRow);
        return new KeptTimes(least(shorter(content, own.contentSeconds()), keptCode), keptCode, keptRow);
    }

    private static Duration shorter(Duration most, @Nullable Long seconds) {
        return seconds == null ? most : least(most, Duration.ofSeconds(seconds));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}

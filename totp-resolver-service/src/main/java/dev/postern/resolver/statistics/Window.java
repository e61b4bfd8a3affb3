package dev.postern.resolver.statistics;

import dev.postern.platform.body.QueryFields;
import dev.postern.platform.problem.Problem;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time that is asked for.
 *
 * @param from the beginning of an hour
 * @param to exclusive
 */
record Window(Instant from, Instant to) {
    private static final Duration DEFAULT = Duration.ofHours(24);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    /**
     * Reads the query parameters as they were sent.
     *
     * @throws Problem naming every wrong one
     */
    static Window of(MultivaluedMap<String, String> query, Instant now) {
        QueryFields fields = new QueryFields(query);
        Instant to = time(fields, "to", now);
        Instant from = time(fields, "from", to.minus(DEFAULT)).truncatedTo(ChronoUnit.HOURS);
        if (!from.isBefore(to)) {
            fields.reject("from", "value_error", "Input should be before the end");
        } else if (from.plus(LONGEST).isBefore(to.truncatedTo(ChronoUnit.HOURS))) {
            fields.reject("from", "value_error", "Input should be at most 31 days before the end");
        }
        fields.check();
        return new Window(from, to);
    }

    private static Instant time(QueryFields fields, String name, Instant whenAbsent) {
        Instant time = fields.optionalTime(name);
        if (time == null) {
            return whenAbsent;
        }
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            fields.reject(name, "datetime_from_date_parsing", "Input should be a time between the years 2000 and 9999");
            return whenAbsent;
        }
        return time;
    }
}

package dev.postern.resolver.retention;

import dev.postern.database.Sql;
import dev.postern.events.WireNamed;
import java.time.Duration;

/**
 * One kind of thing that is deleted, by one statement each: the oldest that are due, found by an index at whose beginning they
 * stand, so many at most. What somebody holds now is left for the next time. Rows go by their place, so that no plan made for a
 * table without statistics looks for each of them; and the time is that of the transaction, since an index cannot be asked for
 * what is older than a clock that moves. Parameters: {@code :kept}, in seconds, and {@code :limit}.
 */
enum Stage implements WireNamed {
    CONTENT("""
            UPDATE codes SET content_sealed = NULL, erased = 1 WHERE ctid = ANY (ARRAY(
                SELECT c.ctid FROM codes c
                WHERE c.erased = 0 AND c.received_at < now() - :kept * interval '1 second'
                ORDER BY c.received_at LIMIT :limit FOR UPDATE SKIP LOCKED))"""),

    CODE("""
            UPDATE codes SET code_sealed = NULL, link_sealed = NULL, erased = 2 WHERE ctid = ANY (ARRAY(
                SELECT c.ctid FROM codes c
                WHERE c.erased = 1 AND c.received_at < now() - :kept * interval '1 second'
                ORDER BY c.received_at LIMIT :limit FOR UPDATE SKIP LOCKED))"""),

    /** The row is also how an event that comes again is recognised, so it counts when it was stored, too. */
    ROW("""
            DELETE FROM codes WHERE ctid = ANY (ARRAY(
                SELECT c.ctid FROM codes c
                WHERE c.erased = 2 AND c.received_at < now() - :kept * interval '1 second'
                    AND c.stored_at < now() - interval '73 hours'
                ORDER BY c.received_at LIMIT :limit FOR UPDATE SKIP LOCKED))"""),

    /** Counted from its end: until then a request may be given a code. */
    REQUEST_CODE("""
            UPDATE code_requests SET code_sealed = NULL, erased = 2 WHERE ctid = ANY (ARRAY(
                SELECT r.ctid FROM code_requests r
                WHERE r.erased = 0 AND r.expires_at < now() - :kept * interval '1 second'
                    AND r.status <> 'waiting'
                ORDER BY r.expires_at LIMIT :limit FOR UPDATE SKIP LOCKED))"""),

    REQUEST_ROW("""
            DELETE FROM code_requests WHERE ctid = ANY (ARRAY(
                SELECT r.ctid FROM code_requests r
                WHERE r.erased = 2 AND r.expires_at < now() - :kept * interval '1 second'
                ORDER BY r.expires_at LIMIT :limit FOR UPDATE SKIP LOCKED))"""),

    /** What followers may have missed; and by which an event that comes again is told apart. */
    EVENT("""
            DELETE FROM code_events WHERE ctid = ANY (ARRAY(
                SELECT e.ctid FROM code_events e
                WHERE e.recorded_at < now() - :kept * interval '1 second'
                ORDER BY e.recorded_at LIMIT :limit))"""),

    COUNT("""
            DELETE FROM hourly_counts WHERE ctid = ANY (ARRAY(
                SELECT k.ctid FROM hourly_counts k
                WHERE k.hour < now() - :kept * interval '1 second'
                ORDER BY k.hour LIMIT :limit))""");

    // It is read once and never changes.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Sql sql;

    Stage(String sql) {
        this.sql = Sql.of(sql);
    }

    Duration kept(RetentionSettings settings) {
        return switch (this) {
            case CONTENT -> settings.content();
            case CODE, REQUEST_CODE -> settings.code();
            case ROW, REQUEST_ROW, COUNT -> settings.row();
            case EVENT -> RetentionCheck.REMEMBERED;
        };
    }

    Sql sql() {
        return sql;
    }
}

package dev.postern.resolver.retention;

import dev.postern.database.Sql;
import dev.postern.events.WireNamed;
import java.time.Duration;
import java.util.Optional;

/**
 * One kind of thing to delete, by one statement each. It deletes a limited number of the oldest due rows, which stand
 * at the beginning of an index. Locked rows are left for the next time. Rows are addressed by their place (ctid), so
 * that a plan made without statistics does not look up each one. The time is the transaction's, since an index cannot
 * be searched by a clock that moves. Parameters: {@code :kept}, in seconds, and {@code :limit}. Where it says {@code {own}}, one
 * organisation may have its rows deleted sooner, with the parameter {@code :organization}.
 */
enum Stage implements WireNamed {
    CONTENT("""
        UPDATE codes SET content_sealed = NULL, erased = 1 WHERE ctid = ANY (ARRAY(
            SELECT c.ctid FROM codes c
            WHERE {own}c.erased = 0 AND c.received_at < now() - :kept * interval '1 second'
            ORDER BY c.received_at LIMIT :limit FOR UPDATE SKIP LOCKED))\
        """),

    CODE("""
        UPDATE codes SET code_sealed = NULL, link_sealed = NULL, erased = 2 WHERE ctid = ANY (ARRAY(
            SELECT c.ctid FROM codes c
            WHERE {own}c.erased = 1 AND c.received_at < now() - :kept * interval '1 second'
            ORDER BY c.received_at LIMIT :limit FOR UPDATE SKIP LOCKED))\
        """),

    /** The row is also needed to recognise an event that comes again, so the time it was stored counts too. */
    ROW("""
        DELETE FROM codes WHERE ctid = ANY (ARRAY(
            SELECT c.ctid FROM codes c
            WHERE {own}c.erased = 2 AND c.received_at < now() - :kept * interval '1 second'
                AND c.stored_at < now() - interval '73 hours'
            ORDER BY c.received_at LIMIT :limit FOR UPDATE SKIP LOCKED))\
        """),

    /** Counted from the request's end: until then it may be given a code. */
    REQUEST_CODE("""
        UPDATE code_requests SET code_sealed = NULL, erased = 2 WHERE ctid = ANY (ARRAY(
            SELECT r.ctid FROM code_requests r
            WHERE {own}r.erased = 0 AND r.expires_at < now() - :kept * interval '1 second'
                AND r.status <> 'waiting'
            ORDER BY r.expires_at LIMIT :limit FOR UPDATE SKIP LOCKED))\
        """),

    REQUEST_ROW("""
        DELETE FROM code_requests WHERE ctid = ANY (ARRAY(
            SELECT r.ctid FROM code_requests r
            WHERE {own}r.erased = 2 AND r.expires_at < now() - :kept * interval '1 second'
            ORDER BY r.expires_at LIMIT :limit FOR UPDATE SKIP LOCKED))\
        """),

    /** What followers may have missed; also used to recognise an event that comes again. */
    EVENT("""
        DELETE FROM code_events WHERE ctid = ANY (ARRAY(
            SELECT e.ctid FROM code_events e
            WHERE e.recorded_at < now() - :kept * interval '1 second'
            ORDER BY e.recorded_at LIMIT :limit))\
        """),

    /** What was posted to channels, for a day. */
    POST("""
        DELETE FROM channel_posts WHERE ctid = ANY (ARRAY(
            SELECT p.ctid FROM channel_posts p
            WHERE p.stored_at < now() - :kept * interval '1 second'
            ORDER BY p.stored_at LIMIT :limit))\
        """),

    POST_COUNT("""
        DELETE FROM channel_counts WHERE ctid = ANY (ARRAY(
            SELECT k.ctid FROM channel_counts k
            WHERE k.hour < now() - :kept * interval '1 second' - interval '1 hour'
            ORDER BY k.hour LIMIT :limit))\
        """),

    CHANNEL_STATE("""
        DELETE FROM channel_states WHERE ctid = ANY (ARRAY(
            SELECT s.ctid FROM channel_states s
            WHERE s.changed_at < now() - :kept * interval '1 second'
            ORDER BY s.changed_at LIMIT :limit))\
        """),

    /** Nonces and tokens, for as long as providers send again. */
    SINGLE_USE("""
        DELETE FROM single_uses WHERE ctid = ANY (ARRAY(
            SELECT s.ctid FROM single_uses s
            WHERE s.stored_at < now() - :kept * interval '1 second'
            ORDER BY s.stored_at LIMIT :limit))\
        """),

    /** Parts of long texts that were told, for as long as providers send again. Those that wait stay. */
    PART("""
        DELETE FROM message_parts WHERE ctid = ANY (ARRAY(
            SELECT p.ctid FROM message_parts p
            WHERE p.event IS NULL AND p.stored_at < now() - :kept * interval '1 second'
            ORDER BY p.stored_at LIMIT :limit))\
        """),

    /** What was taught of senders, counted from when an accepted code last taught it, or the name of a sender first did. */
    SENDER("""
        DELETE FROM site_senders WHERE ctid = ANY (ARRAY(
            SELECT s.ctid FROM site_senders s
            WHERE {own}s.accepted_at < now() - :kept * interval '1 second'
            ORDER BY s.accepted_at LIMIT :limit FOR UPDATE SKIP LOCKED))\
        """),

    COUNT("""
        DELETE FROM hourly_counts WHERE ctid = ANY (ARRAY(
            SELECT k.ctid FROM hourly_counts k
            WHERE {own}k.hour < now() - :kept * interval '1 second'
            ORDER BY k.hour LIMIT :limit))\
        """);

    private static final String OWN = "{own}";

    // They are read once and never change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Sql sql;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Optional<Sql> ofOne;

    Stage(String sql) {
        this.sql = Sql.of(sql.replace(OWN, ""));
        this.ofOne = sql.contains(OWN)
                ? Optional.of(Sql.of(sql.replace(OWN, "organization_id = :organization AND ")))
                : Optional.empty();
    }

    /** How long it is kept of everybody, or of an organisation with times of its own. */
    Duration kept(KeptTimes times) {
        return switch (this) {
            case CONTENT -> times.content();
            case CODE, REQUEST_CODE -> times.code();
            case ROW, REQUEST_ROW, COUNT, CHANNEL_STATE, SENDER -> times.row();
            case EVENT, SINGLE_USE, PART -> RetentionCheck.REMEMBERED;
            case POST, POST_COUNT -> RetentionCheck.POSTS_KEPT;
        };
    }

    /** For the rows of all organisations. */
    Sql sql() {
        return sql;
    }

    /** For the rows of one organisation; empty where no organisation has a time of its own. */
    Optional<Sql> ofOne() {
        return ofOne;
    }
}

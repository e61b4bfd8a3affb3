package dev.postern.resolver.post;

import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.events.ChannelPosted;
import dev.postern.events.ChannelPosted.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables {@code channel_posts}, {@code channel_counts} and {@code channel_states}. */
@ApplicationScoped
class StoredPosts {
    /** How many posts of a channel are kept. */
    static final int MOST = 100;

    /**
     * An event that comes again changes nothing. A message that another replica took before is a duplicate, whatever this one
     * said of it.
     */
    private static final Sql STORE = Sql.of("""
            WITH stored AS (
                INSERT INTO channel_posts (event_id, channel_id, organization_id, posted_at, verdict, reason, posts, bytes,
                    totp_code_id, match_key, identifier_masked, code_masked, details_sealed)
                SELECT n.event_id, n.channel_id, :organization, n.posted_at,
                    CASE WHEN n.verdict IN ('accepted', 'no_code') AND EXISTS (
                             SELECT FROM channel_posts p
                             WHERE p.channel_id = n.channel_id AND p.totp_code_id = n.totp_code_id
                               AND p.event_id <> n.event_id)
                         THEN 'duplicate' ELSE n.verdict END,
                    :reason, :posts, :bytes::int, n.totp_code_id, :match_key, :identifier_masked, :code_masked, :details
                FROM (SELECT :event::text AS event_id, :channel::text AS channel_id, :verdict::text AS verdict,
                             :code::text AS totp_code_id,
                             least(:posted_at::timestamptz, clock_timestamp()) AS posted_at) n
                WHERE NOT EXISTS (SELECT FROM channel_posts p WHERE p.event_id = n.event_id)
                ON CONFLICT (event_id) DO NOTHING
                RETURNING *
            ), counted AS (
                INSERT INTO channel_counts (channel_id, hour, verdict, reason, posts)
                SELECT s.channel_id, date_trunc('hour', s.posted_at), s.verdict, coalesce(s.reason, ''), s.posts
                FROM stored s WHERE s.verdict NOT IN ('connected', 'failed')
                ON CONFLICT (channel_id, hour, verdict, reason)
                    DO UPDATE SET posts = channel_counts.posts + excluded.posts
            )
            INSERT INTO channel_states AS c (channel_id, organization_id, last_post_at, last_message_at, connected_since,
                last_error, last_error_at, changed_at)
            SELECT s.channel_id, s.organization_id,
                CASE WHEN s.verdict NOT IN ('connected', 'failed') THEN s.posted_at END,
                CASE WHEN s.verdict IN ('accepted', 'no_code') THEN s.posted_at END,
                CASE WHEN s.verdict = 'connected' THEN s.posted_at END,
                CASE WHEN s.verdict = 'failed' THEN s.reason END,
                CASE WHEN s.verdict = 'failed' THEN s.posted_at END,
                clock_timestamp()
            FROM stored s
            ON CONFLICT (channel_id) DO UPDATE SET
                last_post_at = greatest(c.last_post_at, excluded.last_post_at),
                last_message_at = greatest(c.last_message_at, excluded.last_message_at),
                connected_since = CASE
                    WHEN excluded.connected_since > coalesce(c.last_error_at, '-infinity')
                        THEN coalesce(c.connected_since, excluded.connected_since)
                    WHEN excluded.last_error_at >= coalesce(c.connected_since, '-infinity') THEN NULL
                    ELSE c.connected_since END,
                last_error = CASE WHEN excluded.last_error_at >= coalesce(c.last_error_at, '-infinity')
                                  THEN excluded.last_error ELSE c.last_error END,
                last_error_at = greatest(c.last_error_at, excluded.last_error_at),
                changed_at = excluded.changed_at""");

    private static final Sql TRIM = Sql.of("""
            DELETE FROM channel_posts WHERE event_id IN (
                SELECT p.event_id FROM channel_posts p WHERE p.channel_id = :channel
                ORDER BY p.posted_at DESC, p.event_id DESC OFFSET :most)""");

    private static final Sql NEWEST = Sql.of("""
            SELECT p.* FROM channel_posts p
            WHERE p.organization_id = :organization AND p.channel_id = :channel
              AND p.posted_at > clock_timestamp() - interval '1 day'
            ORDER BY p.posted_at DESC, p.event_id DESC LIMIT :most""");

    private static final Sql COUNTS = Sql.of("""
            SELECT c.verdict, c.reason, sum(c.posts) AS posts FROM channel_counts c
            WHERE c.channel_id = :channel AND c.hour > clock_timestamp() - interval '25 hours'
            GROUP BY c.verdict, c.reason ORDER BY c.verdict, c.reason""");

    private static final Sql STATE = Sql.of(
            "SELECT c.* FROM channel_states c WHERE c.organization_id = :organization AND c.channel_id = :channel");

    private final Transactions transactions;

    StoredPosts(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * A row of {@code channel_posts}.
     *
     * @param id the event's
     * @param posts how many posts it stands for
     */
    record Row(
            String id,
            String organizationId,
            Instant postedAt,
            Verdict verdict,
            @Nullable String reason,
            long posts,
            @Nullable Integer bytes,
            @Nullable String totpCodeId,
            @Nullable String identifierMasked,
            @Nullable String codeMasked,
            @Nullable String detailsSealed) {}

    /** How many posts of the last day had a verdict and a reason. */
    record Count(Verdict verdict, String reason, long posts) {}

    /** How a channel stands. */
    record State(
            @Nullable Instant lastPostAt,
            @Nullable Instant lastMessageAt,
            @Nullable Instant connectedSince,
            @Nullable String lastError,
            @Nullable Instant lastErrorAt) {
        static final State NONE = new State(null, null, null, null, null);
    }

    /** Stores what an event tells. One that was stored before changes nothing while its row is kept. */
    void store(ChannelPosted event) {
        transactions.run(connection -> {
            STORE.update(
                    connection,
                    parameters -> parameters
                            .set("event", event.eventId())
                            .set("channel", event.channelId())
                            .set("organization", event.organizationId())
                            .set("posted_at", event.postedAt())
                            .set("verdict", event.verdict().wireName())
                            .set("reason", event.reason())
                            .set("posts", event.posts())
                            .set("bytes", text(event.bytes()))
                            .set("code", event.totpCodeId())
                            .set("match_key", event.matchKey())
                            .set("identifier_masked", event.identifierMasked())
                            .set("code_masked", event.codeMasked())
                            .set("details", event.detailsSealed()));
            return TRIM.update(
                    connection,
                    parameters -> parameters.set("channel", event.channelId()).set("most", MOST));
        });
    }

    /** The newest posts of a channel of the organisation, in the last day. */
    List<Row> newest(String organizationId, String channelId) {
        return transactions.query(
                NEWEST,
                parameters -> parameters
                        .set("organization", organizationId)
                        .set("channel", channelId)
                        .set("most", MOST),
                StoredPosts::row);
    }

    List<Count> counts(String channelId) {
        return transactions.query(
                COUNTS,
                parameters -> parameters.set("channel", channelId),
                row -> new Count(
                        Verdict.ofWireName(row.getString("verdict")), row.getString("reason"), row.getLong("posts")));
    }

    State state(String organizationId, String channelId) {
        Optional<State> state = transactions.first(
                STATE,
                parameters -> parameters.set("organization", organizationId).set("channel", channelId),
                row -> new State(
                        time(row, "last_post_at"),
                        time(row, "last_message_at"),
                        time(row, "connected_since"),
                        row.getString("last_error"),
                        time(row, "last_error_at")));
        return state.orElse(State.NONE);
    }

    private static @Nullable String text(@Nullable Integer number) {
        return number == null ? null : number.toString();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("event_id"),
                row.getString("organization_id"),
                row.getObject("posted_at", OffsetDateTime.class).toInstant(),
                Verdict.ofWireName(row.getString("verdict")),
                row.getString("reason"),
                row.getLong("posts"),
                row.getObject("bytes", Integer.class),
                row.getString("totp_code_id"),
                row.getString("identifier_masked"),
                row.getString("code_masked"),
                row.getString("details_sealed"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}

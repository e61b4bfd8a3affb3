package dev.postern.resolver.erasure;

import dev.postern.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What is stored of an organisation, by the statement that deletes some of it. Codes of its own servers and what was good for one
 * post are stored by keyed hashes alone and go by their age. Parameters: {@code :organization} and {@code :limit}.
 */
enum OfOrganization {
    // With their calls of totp_url, which are deleted by their foreign key.
    CODE_REQUESTS("code_requests"),
    CODES("codes"),
    MESSAGES("messages"),
    MESSAGE_PARTS("message_parts"),
    CODE_EVENTS("code_events"),
    CODE_EVENT_HEADS("code_event_heads"),
    HOURLY_COUNTS("hourly_counts"),
    CHANNEL_ACTIVITY("channel_activity"),
    CHANNEL_POSTS("channel_posts"),
    CHANNEL_STATES("channel_states"),
    SITE_SENDERS("site_senders"),
    REQUEST_SETTINGS("request_settings");

    // It is read once and never changes.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Sql sql;

    OfOrganization(String table) {
        this.sql = Sql.of("DELETE FROM " + table + " WHERE ctid = ANY (ARRAY(SELECT t.ctid FROM " + table
                + " t WHERE t.organization_id = :organization LIMIT :limit))");
    }

    /** Deletes some of it; 0 when nothing is left. */
    int delete(Connection connection, String organizationId, int limit) throws SQLException {
        return sql.update(
                connection,
                parameters -> parameters.set("organization", organizationId).set("limit", limit));
    }
}

package dev.postern.resolver.rehash;

import dev.postern.database.Parameters;
import dev.postern.database.Sql;
import dev.postern.events.OtherHashes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Gives what is stored for an identifier the hashes of what comes for it now, where other keys of the index keyset made them. The
 * statements that compare rows then find equal hashes for equal values, and know nothing of keys.
 */
public final class Renaming {
    /** A code, a request or what is learned of senders is compared with others for far less than this time. */
    private static final String RECENT = "clock_timestamp() - interval '2 days'";

    private static final Sql RENAME = Sql.of(String.join(
            ";\n",
            matchKey("codes", "true"),
            matchKey("code_requests", "true"),
            matchKey("messages", "state = 'open'"),
            matchKey("message_parts", "event IS NOT NULL"),
            matchKey("channel_posts", "true"),
            """
                UPDATE codes SET sender_keys = %s, site_keys = %s, repeat_key = %s
                WHERE match_key = :match_key AND received_at > %s
                  AND (sender_keys && :others OR site_keys && :others OR repeat_key = ANY (:others))""".formatted(ours("sender_keys"), ours("site_keys"), our("repeat_key"), RECENT),
            """
                UPDATE code_requests SET sender_key = %s, site_keys = %s
                WHERE match_key = :match_key AND created_at > %s
                  AND (sender_key = ANY (:others) OR site_keys && :others)""".formatted(our("sender_key"), ours("site_keys"), RECENT),
            """
                UPDATE messages SET sender_keys = %s
                WHERE match_key = :match_key AND state = 'open' AND sender_keys && :others""".formatted(ours("sender_keys")),
            """
                UPDATE message_parts SET group_key = %s
                WHERE match_key = :match_key AND event IS NOT NULL AND group_key = ANY (:others)""".formatted(our("group_key")),
            """
                INSERT INTO site_senders (organization_id, sender_key, site_key, accepted_at)
                SELECT s.organization_id, %s, %s, max(s.accepted_at) FROM site_senders s
                WHERE s.organization_id = :organization AND (s.sender_key = ANY (:others) OR s.site_key = ANY (:others))
                GROUP BY 1, 2, 3
                ON CONFLICT (organization_id, sender_key, site_key) DO NOTHING""".formatted(our("s.sender_key"), our("s.site_key"))));

    private static final Sql SPENT = Sql.of("""
            UPDATE single_uses SET token_key = %s, content_key = %s WHERE token_key = ANY (:others)""".formatted(our("token_key"), our("content_key")));

    private Renaming() {}

    /**
     * Renames all of an identifier. The caller holds the locks of all its match keys until its transaction ends.
     *
     * @param matchKey the identifier's, as it comes now
     */
    public static void rename(Connection connection, String organizationId, String matchKey, OtherHashes hashes)
            throws SQLException {
        RENAME.update(connection, parameters -> {
            hashes(parameters, hashes);
            parameters
                    .set("organization", organizationId)
                    .set("match_key", matchKey)
                    .set("match_others", hashes.of(matchKey));
        });
    }

    /** Renames what was spent. The caller holds the locks of what is spent now. */
    public static void renameSpent(Connection connection, OtherHashes hashes) throws SQLException {
        SPENT.update(connection, parameters -> hashes(parameters, hashes));
    }

    private static void hashes(Parameters parameters, OtherHashes hashes) throws SQLException {
        List<String> others = List.copyOf(hashes.others());
        parameters
                .set("others", others)
                .set("ours", others.stream().map(hashes::ours).toList());
    }

    private static String matchKey(String table, String condition) {
        return "UPDATE %s SET match_key = :match_key WHERE match_key = ANY (:match_others) AND %s"
                .formatted(table, condition);
    }

    private static String our(String column) {
        return "coalesce((SELECT o.ours FROM unnest(:others, :ours) o (other, ours) WHERE o.other = %1$s), %1$s)"
                .formatted(column);
    }

    private static String ours(String column) {
        return "ARRAY(SELECT %s FROM unnest(%s) WITH ORDINALITY k (hash, place) ORDER BY k.place)"
                .formatted(our("k.hash"), column);
    }
}

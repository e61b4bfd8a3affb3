package dev.postern.resolver.once;

import dev.postern.database.Sql;
import dev.postern.events.Origin;
import dev.postern.events.OtherHashes;
import dev.postern.events.SingleUse;
import dev.postern.resolver.lock.MatchKeyLock;
import dev.postern.resolver.rehash.Renaming;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code single_uses}: what messages came under that is good for one post. Each replica of the taking service knows only
 * its own posts; here all of them meet.
 */
public final class SingleUses {
    private static final Logger LOGGER = Logger.getLogger(SingleUses.class);

    /** Touches the row that is there, so that a second transaction waits for the first and reads what it wrote. */
    private static final Sql SPEND = Sql.of("""
            INSERT INTO single_uses (token_key, content_key) VALUES (:token, :content)
            ON CONFLICT (token_key) DO UPDATE SET content_key = single_uses.content_key
            RETURNING content_key""");

    private SingleUses() {}

    /** Whether a message may be stored: it came under nothing of the kind, or is the first content under it. */
    public static boolean allow(Connection connection, @Nullable Origin origin) throws SQLException {
        if (origin == null || origin.singleUse() == null) {
            return true;
        }
        SingleUse singleUse = origin.singleUse();
        OtherHashes others = Origin.othersOf(origin);
        if (!others.isEmpty()) {
            List<String> tokens = new ArrayList<>(others.of(singleUse.tokenKey()));
            tokens.add(singleUse.tokenKey());
            MatchKeyLock.takeAll(connection, tokens);
            Renaming.renameSpent(connection, others);
        }
        boolean first = SPEND.query(
                        connection,
                        parameters ->
                                parameters.set("token", singleUse.tokenKey()).set("content", singleUse.contentKey()),
                        row -> row.getString(1))
                .contains(singleUse.contentKey());
        if (!first) {
            LOGGER.warnf("A replayed post was dropped channelId=%s", origin.channelId());
        }
        return first;
    }
}

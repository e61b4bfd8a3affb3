package dev.postern.resolver.claim;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Time goes by in a database whose clock cannot be set: everything stored becomes older. */
public final class TimePasses {
    private static final String CODES = """
            UPDATE codes SET received_at = received_at - i, valid_until = valid_until - i, claimed_at = claimed_at - i,
                stored_at = stored_at - i
            FROM (SELECT ?::interval AS i) n WHERE\s""";
    private static final String REQUESTS = """
            UPDATE code_requests SET created_at = created_at - i, expires_at = expires_at - i,
                received_after = received_after - i, valid_until = valid_until - i, seen_at = seen_at - i,
                there_until = there_until - i, hesitates_until = hesitates_until - i,
                code_received_at = code_received_at - i
            FROM (SELECT ?::interval AS i) n WHERE\s""";

    private TimePasses() {}

    /** For the rows of organisations whose id starts so. */
    static void inOrganizations(DataSource database, String start, Duration time) {
        pass(database, "starts_with(organization_id, ?)", start, time);
    }

    /** For the rows of one identifier. */
    public static void atIdentifier(DataSource database, String matchKey, Duration time) {
        pass(database, "match_key = ?", matchKey, time);
    }

    private static void pass(DataSource database, String condition, String value, Duration time) {
        try (Connection connection = database.getConnection()) {
            for (String sql : new String[] {CODES + condition, REQUESTS + condition}) {
                try (PreparedStatement update = connection.prepareStatement(sql)) {
                    update.setString(1, time.toMillis() + " milliseconds");
                    update.setString(2, value);
                    update.executeUpdate();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

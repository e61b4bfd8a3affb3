package dev.postern.benchmarks.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.postgres.LocalPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses that are asked for. Each has a history like any other, so their match keys, which only the services can make,
 * are learnt from a first code of each.
 *
 * @param organization whose they are
 * @param matchKeys in the order of the addresses
 */
record Asked(String organization, List<String> matchKeys) {
    private static final String FIRST_CODE = "999999";

    Asked {
        matchKeys = List.copyOf(matchKeys);
    }

    static String address(int i) {
        return "asked" + i + "@example.com";
    }

    static Asked begin(Asking asking, LocalPostgres.Database database)
            throws IOException, InterruptedException, SQLException {
        for (int i = 0; i < Asking.requests(); i++) {
            asking.push(address(i), FIRST_CODE);
        }
        String organization = "";
        List<String> matchKeys = new ArrayList<>();
        try (Connection connection = database.connect()) {
            for (int i = 0; i < Asking.requests(); i++) {
                JsonNode listed = asking.awaitListed(address(i), FIRST_CODE);
                organization = listed.get("organization_id").asText();
                matchKeys.add(matchKey(connection, listed.get("totp_code_id").asText()));
            }
        }
        return new Asked(organization, matchKeys);
    }

    private static String matchKey(Connection connection, String id) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT match_key FROM codes WHERE totp_code_id = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}

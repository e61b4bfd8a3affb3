package dev.postern.system.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import dev.postern.local.LocalSystem;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.local.process.ServiceProcess;
import dev.postern.system.Api;
import dev.postern.system.Collector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Where a running system could leave a secret: topics, tables, logs, metrics and traces, read as they are. */
final class CanaryPlaces {
    private CanaryPlaces() {}

    /** The text of each place by its name. */
    static Map<String, String> of(LocalSystem system) throws IOException, SQLException {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("topics", topics(system));
        places.put("tables of codes", tables(system.codes()));
        places.put("tables of credentials", tables(system.credentials()));
        for (ServiceProcess service : system.services()) {
            places.put("log of " + service.name(), Files.readString(service.log()));
            places.put(
                    "metrics of " + service.name(),
                    new Api(service.management(), null).get("/q/metrics").text());
        }
        return places;
    }

    /** No place holds a planted text, in any case of letters, or its bytes in hex. */
    static void holdNone(Map<String, String> places, Map<String, String> canaries) {
        places.forEach((place, text) -> {
            // A place is megabytes long, so it is put into lower case once.
            String lower = text.toLowerCase(Locale.ROOT);
            canaries.forEach((name, canary) -> {
                if (!isKeptInTheOpen(name, place)) {
                    assertThat(lower.contains(canary.toLowerCase(Locale.ROOT)))
                            .as("the " + name + " in the " + place)
                            .isFalse();
                    assertThat(lower.contains(HexFormat.of().formatHex(canary.getBytes(StandardCharsets.UTF_8))))
                            .as("the " + name + " in hex in the " + place)
                            .isFalse();
                }
            });
        });
    }

    /** Skyvern's list searches user names and shows them, so their own table holds them readable. Nothing else does. */
    private static boolean isKeptInTheOpen(String name, String place) {
        return name.equals("user name") && place.equals("tables of credentials");
    }

    /** All traces that were sent, once those of the planted requests are among them. */
    static String traces(Api api, Collector collector) {
        String last = UUID.randomUUID().toString().replace("-", "");
        api.get("/v1/credentials", "traceparent", "00-" + last + "-00f067aa0ba902b7-01");
        api.get("/v1/credentials/totp", "traceparent", "00-" + last + "-00f067aa0ba902b7-01");
        api.post("/v1/credentials/totp", "{}", "traceparent", "00-" + last + "-00f067aa0ba902b7-01");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(collector.ofTrace(last))
                        .contains("credential-service", "totp-resolver-service", "code-ingest-service"));
        return collector.all();
    }

    private static String topics(LocalSystem system) {
        StringBuilder all = new StringBuilder();
        for (Topic topic : Topic.values()) {
            TopicContent.texts(system.kafka().bootstrapServers(), topic).forEach(record -> {
                all.append(record.key()).append(' ').append(record.value()).append('\n');
                record.headers()
                        .forEach(header -> all.append(header.key())
                                .append('=')
                                .append(new String(header.value(), StandardCharsets.UTF_8))
                                .append('\n'));
            });
        }
        return all.toString();
    }

    /** Every row of every table as text; bytes come as hex. */
    private static String tables(LocalPostgres.Database database) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet tables = statement.executeQuery(
                    "SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public'")) {
                while (tables.next()) {
                    names.add(tables.getString(1));
                }
            }
            for (String name : names) {
                try (ResultSet rows = statement.executeQuery("SELECT t::text FROM " + name + " t")) {
                    while (rows.next()) {
                        all.append(name).append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        return all.toString();
    }
}

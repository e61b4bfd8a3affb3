package dev.postern.local.aside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.infrastructure.Infrastructure;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.local.verb.Verb;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedEventsTest {
    private static final String TABLES =
            "DROP TABLE IF EXISTS outbox, outbox_refused; CREATE TABLE outbox (outbox_id bigint GENERATED ALWAYS AS IDENTITY, topic text, record_key text, event_id text,"
                    + " event_type text, event_time timestamptz, value bytea, trace_parent text);"
                    + "CREATE TABLE outbox_refused (outbox_id bigint, topic text, record_key text, event_id text, event_type text,"
                    + " event_time timestamptz, value bytea, trace_parent text, reason text, refused_at timestamptz);";

    @TempDir
    private static Path folder;

    private static LocalPostgres server;
    private static LocalPostgres.Database database;

    @BeforeAll
    static void start() {
        server = Infrastructure.startPostgres(folder.resolve("postgres"), 0);
        database = server.database("codes");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void refuseThree() throws Exception {
        execute(TABLES);
        refuse(1, "postern.audit.v1");
        refuse(2, "postern.api-keys.v1");
        refuse(3, "postern.audit.v1");
    }

    @Test
    void areListedWithTheirReason() throws Exception {
        assertThat(run("list"))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("codes-1")
                .contains("too-large", "postern.audit.v1");
    }

    @Test
    void areShownWithoutAnyTextThatSomebodySent() throws Exception {
        assertThat(String.join(" ", run("show", "codes-1")))
                .contains("event_id: ev_1", "note: (6 characters)")
                .doesNotContain("847291");
    }

    @Test
    void oneGoesBackIntoTheOutbox() throws Exception {
        // When
        run("resend", "codes-3");
        // Then
        assertThat(column("SELECT event_id FROM outbox")).containsExactly("ev_3");
        assertThat(column("SELECT event_id FROM outbox_refused")).containsExactly("ev_1", "ev_2");
    }

    @Test
    void allGoBackButThoseThatCouldReplaceANewerOne() throws Exception {
        // When
        run("resend", "all");
        // Then
        assertThat(column("SELECT event_id FROM outbox ORDER BY outbox_id")).containsExactly("ev_1", "ev_3");
        assertThat(column("SELECT event_id FROM outbox_refused")).containsExactly("ev_2");
    }

    @Test
    void areDroppedByTheirIds() throws Exception {
        // When
        run("drop", "codes-1", "codes-2");
        // Then
        assertThat(column("SELECT event_id FROM outbox_refused")).containsExactly("ev_3");
        assertThat(column("SELECT event_id FROM outbox")).isEmpty();
    }

    @Test
    void aDatabaseWithoutTheTableOfAServiceThatNeverStartedIsToldInOneSentence() throws Exception {
        // When
        execute("DROP TABLE outbox_refused");
        // Then
        assertThat(failure("list")).contains("does not have what is asked for", "./postern up");
    }

    @Test
    void aServerThatIsGoneIsToldInOneSentence() throws Exception {
        // When: nothing listens there
        String[] arguments =
                arguments("jdbc:postgresql://127.0.0.1:1/codes", database.password(), new String[] {"list"});
        // Then
        assertThat(told(arguments)).contains("the database does not answer", "./postern up");
    }

    @Test
    void aWrongPasswordIsToldInOneSentence() throws Exception {
        // When
        String[] arguments = arguments(database.jdbcUrl(), "another", new String[] {"list"});
        // Then
        assertThat(told(arguments)).contains("refuses the login");
    }

    /** A server writes the file line by line while it starts, and leaves it there when it is killed. */
    @Test
    void eachBeginningOfTheServersFileIsToldInOneSentence() throws Exception {
        // Given
        Path data = folder.resolve("half");
        Path pid = Files.createDirectories(data.resolve("postgres/data")).resolve("postmaster.pid");
        String whole = "12345\n/data\n1764400000\n1\n\n127.0.0.1\n 1 2\nready\n";
        for (String name : List.of("codes", "credentials")) {
            Files.writeString(data.resolve("postgres/" + name + ".password"), "p");
        }
        for (int length = 0; length <= whole.length(); length++) {
            // When
            Files.writeString(pid, whole.substring(0, length));
            // Then
            told(data.toString(), "list");
        }
    }

    @Test
    void noFolderOrAFileInItsPlaceIsToldInOneSentence() throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        // Then
        assertThat(told(folder.resolve("nowhere").toString())).contains("Postern does not run on");
        assertThat(told(file.toString())).contains("Postern does not run on");
    }

    private String failure(String... arguments) throws Exception {
        return told(arguments(arguments));
    }

    private static String told(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exit = Verb.run(new RefusedEvents(printed), printed, printed, arguments);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(exit).as(text).isEqualTo(1);
        assertThat(text).startsWith("postern: ").hasLineCount(1);
        return text;
    }

    private List<String> run(String... arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exit = Verb.run(new RefusedEvents(printed), printed, printed, arguments(arguments));
        assertThat(exit).as(out.toString(StandardCharsets.UTF_8)).isZero();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String[] arguments(String... arguments) throws Exception {
        return arguments(database.jdbcUrl(), database.password(), arguments);
    }

    private static String[] arguments(String jdbcUrl, String secret, String[] arguments) throws Exception {
        Path password = folder.resolve("password");
        Files.writeString(password, secret);
        List<String> all = new ArrayList<>(List.of(folder.toString()));
        all.addAll(List.of(arguments));
        all.addAll(
                List.of("--jdbc-url", jdbcUrl, "--user", database.username(), "--password-file", password.toString()));
        return all.toArray(String[]::new);
    }

    private void refuse(int number, String topic) throws Exception {
        execute("INSERT INTO outbox_refused VALUES (" + number + ", '" + topic + "', 'k', 'ev_" + number
                + "', 'thing.done', now(), '{\"event_id\":\"ev_" + number
                + "\",\"note\":\"847291\"}', NULL, 'too-large', now())");
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> column(String sql) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}

package dev.postern.resolver.polling;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.postern.fixtures.UserServer;
import dev.postern.fixtures.UserServer.Reply;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.claim.Replica;
import dev.postern.resolver.wired.WiredResolver;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who calls when a replica is gone; the other replica is a row, as it is for every real one. */
@ExtendWith(WiredResolver.class)
class TakeOverTest {
    @Inject
    Publisher publisher;

    @Inject
    DataSource dataSource;

    @Inject
    Replica replica;

    @Inject
    UrlLeases leases;

    private final String other = "replica-" + UUID.randomUUID();
    private String key;

    @BeforeEach
    void makeKey() {
        key = publisher.key("o_" + UUID.randomUUID());
    }

    @Test
    void takesRequestsOverFromDeadReplicasOnly() throws SQLException {
        AtomicReference<Reply> reply = new AtomicReference<>(Reply.code(""));
        try (UserServer server = UserServer.start(_ -> reply.get())) {
            // Given
            String id = ask(server, "wr_1");
            until(() -> assertThat(server.calls()).isNotEmpty());
            alive("1 hour");
            update("UPDATE totp_url_calls SET leased_by = ? WHERE code_request_id = '" + id + "'");
            until(() -> quiet(server));
            // When
            alive("-1 second");
            int before = server.calls().size();
            reply.set(Reply.code("404040"));
            // Then
            until(() -> answer(id, "404040"));
            assertThat(server.calls()).hasSize(before + 1);
            assertThat(one("SELECT count(*) FROM totp_url_callers WHERE replica = '" + other + "'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void takesTheCallsOfAReplicaThatLeftNoRow() throws SQLException {
        AtomicReference<Reply> reply = new AtomicReference<>(Reply.code(""));
        try (UserServer server = UserServer.start(_ -> reply.get())) {
            // Given
            String id = ask(server, "wr_1");
            // When
            update("UPDATE totp_url_calls SET leased_by = ? WHERE code_request_id = '" + id + "'");
            reply.set(Reply.code("414141"));
            // Then
            until(() -> answer(id, "414141"));
        }
    }

    @Test
    void goesOnWhenItWasTakenForDeadItself() throws SQLException {
        AtomicReference<Reply> reply = new AtomicReference<>(Reply.code(""));
        try (UserServer server = UserServer.start(_ -> reply.get())) {
            // Given
            String id = ask(server, "wr_1");
            // When
            update("DELETE FROM totp_url_callers WHERE replica <> ?");
            // Then
            until(() -> assertThat(one("SELECT count(*) FROM totp_url_callers WHERE replica = '" + replica.id() + "'"))
                    .isEqualTo("1"));
            reply.set(Reply.code("424242"));
            until(() -> answer(id, "424242"));
        }
    }

    @Test
    void forgetsTheCallsOfRequestsThatWaitNoMore() {
        try (UserServer server = UserServer.start(_ -> Reply.code("434343"))) {
            String id = ask(server, "wr_1");
            until(() -> answer(id, "434343"));
            until(() -> assertThat(one("SELECT count(*) FROM totp_url_calls WHERE code_request_id = '" + id + "'"))
                    .isEqualTo("0"));
            assertThat(leases.own()).doesNotContainKey(id);
        }
    }

    @Test
    void keepsTheAddressSealed() throws SQLException {
        try (UserServer server = UserServer.start(_ -> Reply.code(""))) {
            String id = ask(server, "wr_1");
            assertThat(one(
                            "SELECT u::text || r::text FROM totp_url_calls u JOIN code_requests r USING (code_request_id)"
                                    + " WHERE code_request_id = '" + id + "'"))
                    .isNotEmpty()
                    .doesNotContain("127.0.0.1")
                    .doesNotContain("/code");
        }
    }

    private String ask(UserServer server, String run) {
        return given().header("x-api-key", key)
                .contentType("application/json")
                .body("{\"totp_url\":\"" + server.url() + "\",\"workflow_run_id\":\"" + run + "\"}")
                .post("/v1/code-requests")
                .path("code_request_id");
    }

    private void answer(String id, String code) {
        given().header("x-api-key", key).get("/v1/code-requests/" + id).then().body("code", equalTo(code));
    }

    /** No call for as long as two pauses take: the one that was under way is over. */
    private static void quiet(UserServer server) {
        int before = server.calls().size();
        Awaitility.await()
                .during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(8))
                .until(() -> server.calls().size() == before);
    }

    private void alive(String interval) throws SQLException {
        update("INSERT INTO totp_url_callers VALUES (?, clock_timestamp() + interval '" + interval
                + "') ON CONFLICT (replica) DO UPDATE SET alive_until = excluded.alive_until");
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, other);
            statement.executeUpdate();
        }
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static void until(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(assertion);
    }
}

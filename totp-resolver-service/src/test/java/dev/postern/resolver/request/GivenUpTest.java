package dev.postern.resolver.request;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.postern.resolver.CredentialServiceStub;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.ResolverInstallation;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request whose id nobody can know must not take a code from those who wait. */
@QuarkusTest
@QuarkusTestResource(ResolverInstallation.class)
class GivenUpTest {
    /** A time that the database refuses, after the request was stored. */
    private static final String NOT_TO_BE_STORED = """
            {"kind":"wait","until":"+999999-01-01T00:00:00Z"}""";

    @Inject
    Publisher publisher;

    @Inject
    DataSource dataSource;

    @Inject
    MeterRegistry metrics;

    private final String organization = "o_" + UUID.randomUUID();
    private final String credential = "cred_" + UUID.randomUUID();
    private String key;

    @BeforeEach
    void makeKey() {
        key = publisher.key(organization);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30})
    void oneWhoseMakingFailedAfterItWasStoredIsGivenUp(int wait) {
        // Given
        CredentialServiceStub.willAnswer(credential, NOT_TO_BE_STORED);

        // When
        Response failed = ask("{\"credential_id\":\"" + credential + "\"}", wait);

        // Then
        failed.then().statusCode(500);
        until(() -> assertThat(statuses()).containsExactly("cancelled"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30})
    void aRequestWithARunIsKeptAndAnsweredByTheSafetyTimer(int wait) {
        // Given
        CredentialServiceStub.willAnswer(credential, NOT_TO_BE_STORED);

        // When
        Response failed = ask("{\"credential_id\":\"" + credential + "\",\"workflow_run_id\":\"wr_1\"}", wait);

        // Then
        failed.then().statusCode(500);
        assertThat(statuses()).containsExactly("waiting");

        // When: as if whoever made it had died before it could ask
        CredentialServiceStub.willAnswer(credential, CredentialServiceStub.code("135791"));

        // Then
        until(() -> assertThat(statuses()).containsExactly("delivered"));
        assertThat(wokenBy()).isEqualTo("timer");
    }

    @Test
    void oneWhoseCodeCannotBeStoredIsNotStoredEither() {
        // Given
        CredentialServiceStub.willAnswer(credential, """
                {"kind":"code","code":"246810","step":1,"valid_from":"2026-01-01T00:00:00Z",
                 "valid_until":"+999999-01-01T00:00:00Z"}""");

        // When
        Response failed = ask("{\"credential_id\":\"" + credential + "\",\"workflow_run_id\":\"wr_1\"}", 0);

        // Then
        failed.then().statusCode(500);
        assertThat(statuses()).isEmpty();
    }

    @Test
    void oneWhoseCallerLeftWhileItWasMadeIsGivenUp() throws Exception {
        // Given
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        CredentialServiceStub.willAnswer(credential, () -> {
            asked.countDown();
            await(left);
            return "{\"kind\":\"wait\",\"until\":\"" + Instant.now().plusSeconds(3_600) + "\"}";
        });

        // When
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            caller.getOutputStream().write(post("{\"credential_id\":\"" + credential + "\"}"));
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        }
        left.countDown();

        // Then
        until(() -> assertThat(statuses()).containsExactly("cancelled"));
    }

    @Test
    void aHeldCallersCodeGoesToTheNextWhenItLeaves() throws Exception {
        // Given
        String address = UUID.randomUUID() + "@example.com";
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            caller.getOutputStream().write(post("{\"totp_identifier\":\"" + address + "\"}"));
            until(() -> assertThat(statuses()).containsExactly("waiting"));
        }

        // Then
        until(() -> assertThat(statuses()).containsExactly("cancelled"));
        publisher.publish(publisher.code(organization, address, "847291"));
        ask("{\"totp_identifier\":\"" + address + "\",\"hesitation_seconds\":1}", 30)
                .then()
                .statusCode(200)
                .body("code", equalTo("847291"));
    }

    @Test
    void aCallerThatLeavesIsNoFailureInTheLog() throws Exception {
        // Given
        List<String> logged = new CopyOnWriteArrayList<>();
        Logger failures = Logger.getLogger("dev.postern.platform.problem");
        Handler handler = keeping(logged);
        failures.addHandler(handler);
        try {
            try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
                caller.getOutputStream().write(post("{\"totp_identifier\":\"" + UUID.randomUUID() + "@example.com\"}"));
                until(() -> assertThat(statuses()).containsExactly("waiting"));
            }

            // When
            until(() -> assertThat(statuses()).containsExactly("cancelled"));
            until(() -> assertThat(held()).isZero());

            // Then
            assertThat(logged).isEmpty();
        } finally {
            failures.removeHandler(handler);
        }
    }

    private double held() {
        return metrics.get("postern.code.requests.held").gauge().value();
    }

    private static Handler keeping(List<String> logged) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private byte[] post(String body) {
        return ("POST /v1/code-requests HTTP/1.1\r\nHost: postern\r\nx-api-key: " + key
                        + "\r\ncontent-type: application/json\r\nprefer: wait=30\r\ncontent-length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private Response ask(String body, int wait) {
        return as().header("Prefer", "wait=" + wait).body(body).post("/v1/code-requests");
    }

    private RequestSpecification as() {
        return given().header("x-api-key", key).contentType("application/json");
    }

    private List<String> statuses() {
        return strings("status");
    }

    private String wokenBy() {
        return strings("woken_by").getFirst();
    }

    private List<String> strings(String column) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT " + column + " FROM code_requests WHERE organization_id = ?")) {
            select.setString(1, organization);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void until(ThrowingRunnable holds) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(holds);
    }
}

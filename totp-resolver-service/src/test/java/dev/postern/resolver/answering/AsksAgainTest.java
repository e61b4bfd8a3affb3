package dev.postern.resolver.answering;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.postern.events.identifier.Identifier;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.claim.TimePasses;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A Skyvern run that asks again, as it does ten seconds after a site refused its code: docs/rules.md, "The second login
 * gets the second code".
 */
@ExtendWith(WiredResolver.class)
class AsksAgainTest {
    @Inject
    Publisher publisher;

    @Inject
    PayloadSealer sealer;

    @Inject
    IndexKey indexKey;

    @Inject
    DataSource dataSource;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private String key;

    @BeforeEach
    void makeKey() {
        key = publisher.key(organization);
    }

    /** An endpoint that holds so many seconds, by which the run had its code ten seconds ago. */
    private EndpointDraft hadItsCode(long hold) {
        EndpointDraft endpoint = new EndpointDraft(publisher, sealer, organization)
                .of(address)
                .holding(hold)
                .publish();
        publisher.publish(publisher.code(organization, address, "111111"));
        assertThat(codeOf(endpoint.askFor("wr_1"))).isEqualTo("111111");
        TimePasses.atIdentifier(
                dataSource,
                indexKey.matchKey(organization, Identifier.of(address)).value(),
                Duration.ofSeconds(10));
        return endpoint;
    }

    @Test
    void isHeldForANewerCode() throws Exception {
        // Given
        EndpointDraft endpoint = hadItsCode(20);
        CompletableFuture<Response> held = CompletableFuture.supplyAsync(() -> endpoint.askFor("wr_1"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> requests("?status=waiting").then().statusCode(200).body("code_requests", hasSize(1)));

        // When
        publisher.publish(publisher.code(organization, address, "222222"));

        // Then
        assertThat(codeOf(held.get(20, TimeUnit.SECONDS))).isEqualTo("222222");
    }

    @Test
    void getsItsOldCodeAtTheEndOfTheHoldOnly() {
        // Given
        EndpointDraft endpoint = hadItsCode(3);

        // When
        String again = codeOf(endpoint.askFor("wr_1"));

        // Then
        assertThat(again).isEqualTo("111111");
        requests("")
                .then()
                .body("code_requests[0].doubt", equalTo("handed_out_before"))
                .body("code_requests[1].doubt", equalTo(null));
        assertThat(wokenByHesitation()).isOne();
    }

    private Response requests(String query) {
        return given().header("x-api-key", key).get("/v1/code-requests" + query);
    }

    private long wokenByHesitation() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement count = connection.prepareStatement(
                        "SELECT count(*) FROM code_requests WHERE organization_id = ? AND woken_by = 'hesitation'")) {
            count.setString(1, organization);
            ResultSet row = count.executeQuery();
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String codeOf(Response answer) {
        return answer.then().statusCode(200).extract().path("verification_code");
    }
}

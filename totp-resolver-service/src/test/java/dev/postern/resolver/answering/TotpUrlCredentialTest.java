package dev.postern.resolver.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.CredentialServiceStub;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Endpoints that serve a credential. */
@ExtendWith(WiredResolver.class)
class TotpUrlCredentialTest {
    @Inject
    Publisher publisher;

    @Inject
    PayloadSealer sealer;

    @Inject
    Clock clock;

    private final String organization = "o_" + UUID.randomUUID();
    private final String credential = "cred_" + UUID.randomUUID();

    @Test
    void answersWithTheCodeOfAnAuthenticator() {
        // Given
        CredentialServiceStub.willAnswer(credential, CredentialServiceStub.code("314159"));

        // When
        Response answer = endpoint().askFor("wr_1");

        // Then
        answer.then().statusCode(200).body("verification_code", equalTo("314159"));
    }

    @Test
    void takesItsTurnWhenTheRunAsksAgain() {
        // Given
        EndpointDraft endpoint = endpoint();
        CredentialServiceStub.willAnswer(
                credential, "{\"kind\":\"wait\",\"until\":\"" + clock.instant().plusSeconds(3_600) + "\"}");
        Response waiting = endpoint.askFor("wr_1");
        CredentialServiceStub.willAnswer(credential, CredentialServiceStub.code("271828"));

        // When
        Response again = endpoint.askFor("wr_1");

        // Then
        waiting.then().statusCode(200).body("verification_code", equalTo(""));
        again.then().statusCode(200).body("verification_code", equalTo("271828"));
    }

    @Test
    void findsTheCodesOfACredentialWhereTheyArrive() {
        // Given
        String address = UUID.randomUUID() + "@example.com";
        CredentialServiceStub.willAnswer(credential, "{\"kind\":\"received\",\"totp_identifier\":\"" + address + "\"}");
        EndpointDraft endpoint = endpoint();
        endpoint.askFor("wr_1");

        // When
        publisher.publish(publisher.code(organization, address, "161803"));

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(endpoint.askFor("wr_1").<String>path("verification_code"))
                        .isEqualTo("161803"));
    }

    @Test
    void isToBeAskedAgainWhileCredentialServiceIsAway() {
        // Given
        CredentialServiceStub.willAnswer(credential, "{\"kind\":\"nothing that was agreed\"}");

        // When
        Response refused = endpoint().askFor("wr_1");

        // Then
        refused.then()
                .statusCode(503)
                .header("Retry-After", "7")
                .body("detail", equalTo("credential-service is out of reach"));
    }

    @Test
    void saysThatTheCredentialIsGoneOrGivesNone() {
        // Given
        EndpointDraft gone = endpoint();
        EndpointDraft withoutCode = new EndpointDraft(publisher, sealer, organization)
                .ofCredential(CredentialServiceStub.WITHOUT_FACTOR)
                .publish();

        // Then
        for (EndpointDraft endpoint : List.of(gone, withoutCode)) {
            endpoint.askFor("wr_1")
                    .then()
                    .statusCode(409)
                    .contentType("application/json")
                    .body("detail", equalTo("The endpoint's credential is gone or gives no code"));
        }
    }

    private EndpointDraft endpoint() {
        return new EndpointDraft(publisher, sealer, organization)
                .ofCredential(credential)
                .holding(0)
                .publish();
    }
}

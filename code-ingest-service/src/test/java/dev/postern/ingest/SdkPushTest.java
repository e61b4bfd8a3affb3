package dev.postern.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.fixtures.RecordedRequest;
import dev.postern.fixtures.RecordedRequest.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code sendTotpCode} of {@code @skyvern/client} 1.0.47 for Node and {@code send_totp_code} of {@code skyvern} 1.0.47
 * for Python put on the wire, byte for byte; only host and key are this installation's.
 */
@QuarkusTest
@QuarkusTestResource(IngestServiceResource.class)
class SdkPushTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TestHTTPResource
    URI service;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @BeforeEach
    void waitUntilReady() {
        await().untilAsserted(() -> given().get(ready).then().statusCode(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"typescript-push", "python-push"})
    void aMessageIsAnsweredWithItsCode(String recorded) throws IOException {
        // When
        Answer answer = send(recorded, Keys.with("codes:push"));

        // Then
        isAnswered(answer, """
                {"totp_identifier": "user@example.com", "task_id": null, "workflow_id": null, "workflow_run_id": null,
                 "source": "email_forwarder", "content": "Your verification code is 847291", "expired_at": null,
                 "type": null, "code": "847291", "organization_id": "o_481", "otp_type": "totp"}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"typescript-push-all", "python-push-all"})
    void everyArgumentComesBack(String recorded) throws IOException {
        // When
        Answer answer = send(recorded, Keys.with("codes:push"));

        // Then
        isAnswered(answer, """
                {"totp_identifier": "user@example.com", "task_id": "tsk_1", "workflow_id": "w_1", "workflow_run_id": "wr_1",
                 "source": "email_forwarder", "content": "Ihr Best\u00e4tigungscode lautet 847291",
                 "expired_at": "2030-01-02T03:04:05.000000", "type": null, "code": "847291", "organization_id": "o_481",
                 "otp_type": "totp"}""");
    }

    @Test
    void explicitNullsAreArgumentsThatWereNotGiven() throws IOException {
        // When
        Answer answer = send("python-push-nulls", Keys.with("codes:push"));

        // Then
        isAnswered(answer, """
                {"totp_identifier": "user@example.com", "task_id": null, "workflow_id": null, "workflow_run_id": null,
                 "source": null, "content": "Lunch at the usual place?", "expired_at": null, "type": null, "code": "",
                 "organization_id": "o_481", "otp_type": null, "status": "raw_pending"}""");
    }

    /** Both clients make their error of status and body. */
    @ParameterizedTest
    @ValueSource(strings = {"typescript-push", "python-push"})
    void aWrongKeyIsToldInTheContractsWords(String recorded) throws IOException {
        // When
        Answer answer = send(recorded, "pk_wrong");

        // Then
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Invalid credentials\"}");
    }

    private static void isAnswered(Answer answer, String expected) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode body = MAPPER.readTree(answer.body());
        // What the Python client insists on.
        assertThat(body.fieldNames())
                .toIterable()
                .contains(
                        "totp_identifier",
                        "content",
                        "totp_code_id",
                        "code",
                        "organization_id",
                        "created_at",
                        "modified_at");
        assertThat(((ObjectNode) body)
                        .without(List.of("totp_code_id", "created_at", "modified_at"))
                        .toString())
                .isEqualTo(MAPPER.readTree(expected).toString());
    }

    private Answer send(String recorded, String key) throws IOException {
        return RecordedRequest.of(SdkPushTest.class, recorded).send(service, key, "");
    }
}

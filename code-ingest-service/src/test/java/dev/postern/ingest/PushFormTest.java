package dev.postern.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushes whose fields come in a form. */
@QuarkusTest
@QuarkusTestResource(IngestServiceResource.class)
class PushFormTest {
    private static final String ROUTE = "/v1/credentials/totp";

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @BeforeEach
    void waitUntilReady() {
        await().untilAsserted(() -> given().get(ready).then().statusCode(200));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/credentials/totp, application/x-www-form-urlencoded",
        "/v1/credentials/totp/, Application/X-WWW-Form-UrlEncoded; charset=utf-8",
        "/api/v1/totp, application/x-www-form-urlencoded"
    })
    void takesAFormLikeJson(String route, String contentType) throws Exception {
        // Given
        String form = "totp_identifier=%2B15555550123&content=Your+Larkspur+code+is+48%2B1920%0A481920&expired_at="
                + "&task_id=tsk_1&workflow_run_id=&source=a%26b&source=c&unknown=x";

        // When
        HttpResponse<String> answer = postForm(route, contentType, form);

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"totp_identifier\":\"+15555550123\"")
                .contains("\"content\":\"Your Larkspur code is 48+1920\\n481920\"")
                .contains("\"source\":\"a&b\"")
                .contains("\"task_id\":\"tsk_1\"")
                .contains("\"expired_at\":null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content=%zz&totp_identifier=a",
                "content=481920",
                "totp_identifier=&content=481920&expired_at=x",
                "a=1&&&&"
            })
    void refusesAFormWithFaultsLikeJson(String form) throws Exception {
        // When
        HttpResponse<String> answer = postForm(ROUTE, "application/x-www-form-urlencoded", form);

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("\"loc\":[\"body\"").doesNotContain("481920");
    }

    @Test
    void refusesAFormOfTooManyFields() throws Exception {
        // When
        HttpResponse<String> answer = postForm(
                ROUTE, "application/x-www-form-urlencoded", "totp_identifier=a&content=1" + "&a=1".repeat(1_000));

        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
    }

    private static HttpResponse<String> postForm(String route, String contentType, String form) throws Exception {
        // REST Assured would encode the form anew.
        try (HttpClient client = HttpClient.newHttpClient()) {
            int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + route))
                            .header("x-api-key", Keys.with("codes:push"))
                            .header("content-type", contentType)
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}

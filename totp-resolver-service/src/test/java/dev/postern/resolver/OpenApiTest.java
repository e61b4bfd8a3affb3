package dev.postern.resolver;

import dev.postern.fixtures.CommittedOpenApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ResolverInstallation.class)
class OpenApiTest {
    @Test
    void theCommittedDocumentIsWhatTheServiceSays() {
        // When
        String running = new String(
                RestAssured.get("/q/openapi?format=yaml")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray(),
                StandardCharsets.UTF_8);
        // Then
        CommittedOpenApi.isExactly(running);
    }
}

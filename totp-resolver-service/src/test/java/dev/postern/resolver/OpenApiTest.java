package dev.postern.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.fixtures.CommittedOpenApi;
import dev.postern.fixtures.UnfinishedPost;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
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

    @Test
    void noRouteWaitsForTheBodyOfAStranger() throws IOException {
        // When
        Map<String, Integer> answers = UnfinishedPost.answers(Path.of("openapi.yaml"), RestAssured.port);
        // Then
        assertThat(answers)
                .hasSizeGreaterThan(15)
                .allSatisfy((route, status) ->
                        assertThat(status).as(route).isEqualTo(route.contains(" /webhooks/") ? 404 : 403));
    }
}

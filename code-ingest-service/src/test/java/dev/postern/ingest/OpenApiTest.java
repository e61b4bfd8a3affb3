package dev.postern.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.fixtures.CommittedOpenApi;
import dev.postern.fixtures.UnfinishedPost;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(IngestServiceResource.class)
class OpenApiTest {
    @Test
    void servesTheDescriptionThatIsCommitted() {
        // When
        String served =
                given().get("/q/openapi").then().statusCode(200).extract().asString();

        // Then
        CommittedOpenApi.isExactly(served);
    }

    @Test
    void noRouteWaitsForTheBodyOfAStranger() throws IOException {
        // When
        Map<String, Integer> answers = UnfinishedPost.answers(Path.of("openapi.yaml"), RestAssured.port);
        // Then
        assertThat(answers)
                .hasSizeGreaterThan(3)
                .allSatisfy((route, status) ->
                        assertThat(status).as(route).isEqualTo(route.contains(" /webhooks/") ? 404 : 403));
    }
}

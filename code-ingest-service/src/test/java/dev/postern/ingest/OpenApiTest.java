package dev.postern.ingest;

import static io.restassured.RestAssured.given;

import dev.postern.fixtures.CommittedOpenApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
}

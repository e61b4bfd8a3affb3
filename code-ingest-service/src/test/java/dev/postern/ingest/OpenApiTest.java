package dev.postern.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code -Dpostern.openapi.write=true} writes the file anew. */
@QuarkusTest
@WithTestResource(IngestServiceResource.class)
class OpenApiTest {
    private static final Path COMMITTED = Path.of("openapi.yaml");

    @Test
    void servesTheDescriptionThatIsCommitted() throws IOException {
        // When
        String served =
                given().get("/q/openapi").then().statusCode(200).extract().asString();

        // Then
        if (Boolean.getBoolean("postern.openapi.write")) {
            Files.writeString(COMMITTED, served);
        }
        assertThat(served).isEqualTo(Files.readString(COMMITTED));
    }
}

package dev.postern.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ResolverInstallation.class)
class OpenApiTest {
    private static final Path COMMITTED = Path.of("openapi.yaml");

    /** {@code -Dpostern.openapi.write=true} writes the file instead. */
    @Test
    void theCommittedDocumentIsWhatTheServiceSays() throws IOException {
        String running = new String(
                RestAssured.get("/q/openapi?format=yaml")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray(),
                StandardCharsets.UTF_8);
        if (Boolean.getBoolean("postern.openapi.write")) {
            Files.writeString(COMMITTED, running);
        }

        assertThat(COMMITTED).content(StandardCharsets.UTF_8).isEqualTo(running);
    }
}

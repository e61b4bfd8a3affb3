package dev.postern.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.fixtures.HealthEndpoints;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(IngestServiceResource.class)
class HealthTest {
    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @Test
    void eachThreadThatDiesIsToldByReadinessAndLivenessUntilItIsBack() {
        // When
        List<String> threads = HealthEndpoints.tellOfEachPart(ready);
        // Then
        assertThat(threads).contains("view-api-keys", "view-channels", "mailboxes", "smtp-sessions");
        assertThat(HealthEndpoints.partsOf(ready)).contains("smtp-listener", "event-publisher", "unawaited-events");
    }
}

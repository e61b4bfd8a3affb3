package dev.postern.credential.organization;

import dev.postern.credential.retention.RetentionBounds;
import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrganizationFieldsTest {
    private static final RetentionBounds BOUNDS =
            new RetentionBounds(Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(90), 30, Duration.ofDays(365));

    @Test
    void areThoseOfTheDocument() {
        DocumentedBody.named("NewOrganization")
                .isReadBy(body -> OrganizationsResource.name(JsonFields.of(body, List.of("body"))), "{}");
    }

    @Test
    void areThoseOfAChange() {
        DocumentedBody.named("OrganizationChange")
                .isReadBy(
                        body -> OrganizationChange.read(JsonFields.of(body, List.of("body")), BOUNDS),
                        "{\"quotas\":{},\"retention\":{}}");
    }

    @Test
    void areThoseOfARetention() {
        DocumentedBody.named("RetentionChange")
                .isReadBy(body -> RetentionResource.read(JsonFields.of(body, List.of("body")), BOUNDS), "{}");
    }
}

package dev.postern.credential.organization;

import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrganizationFieldsTest {

    @Test
    void areThoseOfTheDocument() {
        DocumentedBody.named("NewOrganization")
                .isReadBy(body -> OrganizationsResource.name(JsonFields.of(body, List.of("body"))), "{}");
    }

    @Test
    void areThoseOfAChange() {
        DocumentedBody.named("OrganizationChange")
                .isReadBy(body -> OrganizationChange.read(JsonFields.of(body, List.of("body"))), "{\"quotas\":{}}");
    }
}

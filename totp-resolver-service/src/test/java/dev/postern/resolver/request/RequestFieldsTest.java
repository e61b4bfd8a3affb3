package dev.postern.resolver.request;

import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestFieldsTest {

    @Test
    void ofANewRequestAreThoseOfTheDocument() {
        DocumentedBody.named("CodeRequestFields")
                .isReadBy(body -> CodeRequestBody.read(JsonFields.of(body, List.of("body"))), "{}");
    }

    @Test
    void ofAnOutcomeAreThoseOfTheDocument() {
        DocumentedBody.named("OutcomeFields")
                .isReadBy(body -> OutcomeResource.read(JsonFields.of(body, List.of("body"))), "{}");
    }
}

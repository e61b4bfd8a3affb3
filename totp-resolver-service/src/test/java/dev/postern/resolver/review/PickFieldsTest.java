package dev.postern.resolver.review;

import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class PickFieldsTest {

    @Test
    void areThoseOfTheDocument() {
        DocumentedBody.named("PickFields").isReadBy(body -> Pick.read(JsonFields.of(body, List.of("body"))), "{}");
    }
}

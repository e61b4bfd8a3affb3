package dev.postern.resolver.replay;

import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayFieldsTest {

    @Test
    void areThoseOfTheDocument() {
        DocumentedBody.named("ReplayFields")
                .isReadBy(body -> ReplayResource.Page.read(JsonFields.of(body, List.of("body"))), "{}");
    }
}

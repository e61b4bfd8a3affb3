package dev.postern.resolver.answering;

import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskingFieldsTest {

    @Test
    void areThoseOfTheDocument() {
        DocumentedBody.named("AskingRun")
                .isReadBy(body -> AskingRun.read(JsonFields.of(body, List.of("body")), true), "{}");
    }
}

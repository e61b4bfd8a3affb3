package dev.postern.credential.apikey;

import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyFieldsTest {

    @Test
    void areThoseOfTheDocument() {
        DocumentedBody.named("NewApiKey")
                .isReadBy(body -> NewApiKey.read(JsonFields.of(body, List.of("body")), Instant.EPOCH), "{}");
    }
}

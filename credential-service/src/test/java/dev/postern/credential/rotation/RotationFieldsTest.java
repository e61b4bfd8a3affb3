package dev.postern.credential.rotation;

import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotationFieldsTest {

    @Test
    void areThoseOfTheDocument() {
        DocumentedBody.named("NewKeyRotation")
                .isReadBy(
                        body -> KeyRotationsResource.NewRotation.read(JsonFields.of(body, List.of("body"))),
                        "{\"kind\":\"data\"}");
    }
}

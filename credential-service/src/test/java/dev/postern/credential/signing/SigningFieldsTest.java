package dev.postern.credential.signing;

import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningFieldsTest {

    @Test
    void ofARotationAreThoseOfTheDocument() {
        DocumentedBody.named("SigningSecretRotation")
                .isReadBy(body -> SigningSecretsResource.keepPrevious(JsonFields.of(body, List.of("body"))), "{}");
    }
}

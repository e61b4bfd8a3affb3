package dev.postern.credential.endpoint;

import dev.postern.credential.vault.SecretText;
import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointFieldsTest {
    private static final EndpointSettings BEFORE =
            new EndpointSettings("n", null, "a", null, new SigningKeys(List.of(new SecretText("s")), null), 25, false);

    @Test
    void ofANewEndpointAreThoseOfTheDocument() {
        DocumentedBody.named("TotpUrlEndpointSettings")
                .isReadBy(body -> EndpointFields.create(JsonFields.of(body, List.of("body")), id -> true), "{}");
    }

    @Test
    void ofAChangeAreThoseOfTheDocument() {
        DocumentedBody.named("TotpUrlEndpointSettings")
                .isReadBy(
                        body -> EndpointFields.change(JsonFields.of(body, List.of("body")), BEFORE, id -> true), "{}");
    }

    @Test
    void ofARotationAreThoseOfTheDocument() {
        DocumentedBody.named("SigningKeyRotation")
                .isReadBy(body -> TotpUrlEndpointsResource.Rotation.read(JsonFields.of(body, List.of("body"))), "{}");
    }
}

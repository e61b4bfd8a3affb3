package dev.postern.credential.store;

import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class FolderChoiceFieldsTest {

    @Test
    void areThoseOfTheDocument() {
        DocumentedBody.named("CredentialFolderChoice")
                .isReadBy(body -> CredentialsResource.FolderChoice.read(JsonFields.of(body, List.of("body"))), "{}");
    }
}

package dev.postern.credential.folder;

import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class FolderFieldsTest {

    @Test
    void ofANewFolderAreThoseOfTheDocument() {
        DocumentedBody.named("CredentialFolderTexts")
                .isReadBy(body -> FoldersResource.NewFolder.read(JsonFields.of(body, List.of("body"))), "{}");
    }

    @Test
    void ofAChangeAreThoseOfTheDocument() {
        DocumentedBody.named("CredentialFolderTexts")
                .isReadBy(body -> FoldersResource.Texts.ofChange(JsonFields.of(body, List.of("body"))), "{}");
    }
}

package dev.postern.resolver.settings;

import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsFieldsTest {

    @Test
    void areThoseOfTheDocument() {
        DocumentedBody.named("RequestSettings")
                .isReadBy(body -> new RequestSettings(120, 10).changedBy(JsonFields.of(body, List.of("body"))), "{}");
    }
}

package dev.postern.ingest.webhook;

import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelTestFieldsTest {

    @Test
    void areThoseOfTheDocument() {
        DocumentedBody.named("ChannelTestMessage")
                .isReadBy(body -> ChannelTestFields.read(JsonFields.of(body, List.of("body"))), "{}");
    }
}

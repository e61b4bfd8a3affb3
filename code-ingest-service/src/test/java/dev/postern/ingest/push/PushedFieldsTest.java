package dev.postern.ingest.push;

import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.access.Caller;
import dev.postern.platform.body.JsonFields;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PushedFieldsTest {

    @Test
    void areThoseOfTheDocument() {
        DocumentedBody.named("TOTPCodeCreate")
                .isReadBy(
                        body -> PushFields.read(
                                JsonFields.of(body, List.of("body")), new Caller("o_1", "ak_1", Set.of())),
                        "{}");
    }
}

package dev.postern.resolver;

import dev.postern.fixtures.DocumentedBody;
import org.junit.jupiter.api.Test;

class DocumentedBodiesTest {

    @Test
    void eachBodyOfTheDocumentIsComparedWithItsReader() {
        DocumentedBody.eachIsCompared();
    }
}

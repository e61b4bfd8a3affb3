package dev.postern.credential.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProviderTest {

    /** The document's list comes from an annotation, which cannot name the enum's values. */
    @Test
    void everyProviderIsListedInTheDocument() throws IOException {
        // Given
        JsonNode document = new YAMLMapper().readTree(Path.of("openapi.yaml").toFile());
        // When
        List<String> listed = document.at("/components/schemas/InboundChannelSettings/properties/provider/enum")
                .valueStream()
                .map(JsonNode::textValue)
                .toList();
        // Then
        assertThat(listed)
                .containsExactlyElementsOf(
                        Stream.of(Provider.values()).map(Provider::wireName).toList());
    }
}

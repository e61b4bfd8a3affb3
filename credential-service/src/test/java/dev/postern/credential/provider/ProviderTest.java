package dev.postern.credential.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProviderTest {
    private static final String URL = "https://in.example.com/webhooks/x/ct_1";

    @Test
    void aMailChannelIsSetUpByWhatItUses() {
        // When
        List<SetupStep> smtp = Provider.SMTP.setup(URL, Map.of("addresses", "codes@in.example.com anna.example"));
        List<SetupStep> imap = Provider.IMAP.setup(URL, Map.of("user", "anna@gmail.com", "server", "imap.gmail.com"));
        // Then
        assertThat(smtp).extracting(SetupStep::value).contains("codes@in.example.com anna.example");
        assertThat(imap).extracting(SetupStep::value).contains("anna@gmail.com at imap.gmail.com");
    }

    @Test
    void whateverPostsIsToldItsAddressAndNothingElseIs() {
        for (Provider provider : Provider.values()) {
            boolean told = provider.setup(URL, Map.of()).stream()
                    .anyMatch(step -> step.value().contains("in.example.com"));
            assertThat(told).as(provider.wireName()).isEqualTo(provider.posts());
            assertThat(provider.setup(URL, Map.of()))
                    .allSatisfy(step -> assertThat(step.value() + step.why()).doesNotContain("{address", "{user"));
        }
    }

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

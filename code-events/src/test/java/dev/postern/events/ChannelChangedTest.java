package dev.postern.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.events.EventJson.MalformedEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One topic carries channels and endpoints, and {@code provider} tells which of the two a record is. */
class ChannelChangedTest {
    private static final EventJson.Reader<ChannelChanged> READER = EventJson.readerFor(ChannelChanged.class);

    @ParameterizedTest
    @ValueSource(strings = {"first", "next"})
    void isReadAsAChannelOrAsAnEndpoint(String version) {
        // Given
        List<byte[]> records = List.of(
                ContractFiles.bytes(ContractFiles.compatibility(version, InboundChannelChanged.class)),
                ContractFiles.bytes(ContractFiles.compatibility(version, TotpUrlEndpointChanged.class)));

        // When
        List<ChannelChanged> read = records.stream().map(READER::read).toList();

        // Then
        assertThat(read.get(0)).isInstanceOf(InboundChannelChanged.class);
        assertThat(read.get(1)).isInstanceOf(TotpUrlEndpointChanged.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mime", "telegram", "totp-url-2", "TOTP-URL", ""})
    void isAChannelWhateverProviderOfTomorrowPosts(String provider) {
        // Given
        ObjectNode json = ContractFiles.sample(InboundChannelChanged.class).put("provider", provider);

        // When
        ChannelChanged read = READER.read(ContractFiles.bytes(json));

        // Then
        assertThat(read)
                .isInstanceOfSatisfying(
                        InboundChannelChanged.class,
                        channel -> assertThat(channel.provider()).isEqualTo(provider));
    }

    @Test
    void isNeitherWithoutAProvider() {
        // Given
        ObjectNode absent = ContractFiles.sample(TotpUrlEndpointChanged.class);
        absent.remove("provider");
        ObjectNode empty = ContractFiles.sample(TotpUrlEndpointChanged.class).putNull("provider");

        // When
        List<Throwable> thrown = List.of(
                catchThrowable(() -> READER.read(ContractFiles.bytes(absent))),
                catchThrowable(() -> READER.read(ContractFiles.bytes(empty))));

        // Then
        assertThat(thrown).allMatch(MalformedEvent.class::isInstance);
    }

    @Test
    void tellsOfAnEndpointWhatReadersRequireOfEveryRecord() {
        // Given
        TotpUrlEndpointChanged endpoint =
                ContractFiles.read(TotpUrlEndpointChanged.class, ContractFiles.sample(TotpUrlEndpointChanged.class));

        // When
        var written = ContractFiles.parse(EventJson.write(endpoint));

        // Then
        assertThat(written.propertyStream().map(Map.Entry::getKey))
                .startsWith("event_id", "channel_id", "organization_id", "provider", "tokens", "match_by");
        assertThat(written.get("provider").textValue()).isEqualTo("totp-url");
        assertThat(written.get("tokens").isEmpty()).isTrue();
        assertThat(written.get("match_by").textValue()).isEqualTo("fixed");
    }
}

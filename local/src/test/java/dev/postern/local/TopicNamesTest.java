package dev.postern.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.events.Topic;
import dev.postern.local.verb.VerbFailed;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TopicNamesTest {
    private static final Set<String> EXISTING =
            Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toSet());
    private static final TopicNames NAMES = TopicNames.of(EXISTING);

    @ParameterizedTest
    @EnumSource
    void everyTopicIsMeantByItsWholeName(Topic topic) {
        assertThat(NAMES.chosen(List.of(topic.topicName()))).containsExactly(topic.topicName());
    }

    @ParameterizedTest
    @CsvSource({
        "codes.received, postern.codes.received.v1",
        "codes.received.v1, postern.codes.received.v1",
        "codes.received.dead-letters, postern.codes.received.v1.dead-letters",
        "api-keys, postern.api-keys.v1",
        "audit, postern.audit.v1"
    })
    void aShortNameMeansOneTopic(String name, String topic) {
        assertThat(NAMES.chosen(List.of(name))).containsExactly(topic);
    }

    @Test
    void firstWordsMeanEveryTopicBelowThem() {
        // When
        Set<String> chosen = NAMES.chosen(List.of("codes"));
        // Then
        assertThat(chosen).containsExactly("postern.codes.received.v1", "postern.codes.received.v1.dead-letters");
    }

    @Test
    void noNameMeansAllTopicsOfPostern() {
        // Given
        TopicNames names = TopicNames.of(Set.of("postern.audit.v1", "__consumer_offsets", "others"));
        // When
        Set<String> chosen = names.chosen(List.of());
        // Then
        assertThat(chosen).containsExactly("postern.audit.v1");
    }

    @Test
    void anUnknownNameIsToldWithTheNamesThereAre() {
        assertThatExceptionOfType(VerbFailed.class)
                .isThrownBy(() -> NAMES.chosen(List.of("audit", "code")))
                .withMessageContaining("there is no topic code.")
                .withMessageContaining("code-requests, codes.received, codes.received.dead-letters");
    }
}

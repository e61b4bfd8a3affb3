package dev.postern.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextMessagesTest {

    @Test
    void messagesAreTextsOf60To160CharactersNoTwoTheSame() {
        // Given
        TextMessages messages = new TextMessages(1);

        // When
        List<TextMessage> told = Stream.generate(messages::next).limit(5000).toList();

        // Then
        assertThat(told).extracting(TextMessage::text).doesNotHaveDuplicates();
        assertThat(told).extracting(TextMessage::id).doesNotHaveDuplicates();
        assertThat(told)
                .allSatisfy(message -> assertThat(message.text())
                        .hasSizeBetween(60, 160)
                        .contains(message.code())
                        .doesNotEndWith(message.code()));
    }
}

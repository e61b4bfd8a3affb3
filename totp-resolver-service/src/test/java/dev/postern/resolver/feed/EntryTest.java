package dev.postern.resolver.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.EventJson;
import dev.postern.events.MessageUnparsed;
import dev.postern.resolver.MessageDraft;
import dev.postern.resolver.MessageDrafts;
import dev.postern.resolver.TestKeys;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class EntryTest {

    @Test
    void aPartOfALongTextMeansNothingToFollowersWhoAreToldTheWhole() {
        // Given
        MessageDraft draft =
                MessageDrafts.plain().message("o_1", "+12025550168").from("+12025550117");
        MessageUnparsed whole = draft.unparsed("Hello");
        MessageUnparsed part =
                draft.part(TestKeys.INDEX_KEY.digest("test", "a"), 1, 2).unparsed("Hel");
        // Then
        assertThat(Entry.of(0, record(whole))).isNotNull();
        assertThat(Entry.of(0, record(part))).isNull();
    }

    private static ConsumerRecord<String, byte[]> record(MessageUnparsed message) {
        return new ConsumerRecord<>(message.topic().topicName(), 0, 0, message.key(), EventJson.write(message));
    }
}

package dev.postern.ingest.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.events.ChannelPosted;
import dev.postern.events.EventJson;
import dev.postern.events.Topic;
import dev.postern.ingest.IngestServiceResource;
import dev.postern.ingest.TopicReader;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.TestRequests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(IngestServiceResource.class)
class FoundMailsTest {
    @Inject
    ImapTools.Intake mails;

    @Test
    void tellTheirOwnerOfOneThatIsTooLong() throws Exception {
        // Given
        Channel channel =
                TestRequests.channel("imap", Map.of("server", "imap.example.com", "user", "anna@example.com"));
        byte[] mail = new byte[ProviderAdapter.MAIL_BYTES + 1];
        // When
        Outcome outcome = mails.take(new ByteArrayInputStream(mail), Mailbox.of(channel), Instant.now());
        // Then
        assertThat(outcome).isEqualTo(Outcome.TOO_LARGE);
        await().untilAsserted(() -> assertThat(TopicReader.all(Topic.CHANNEL_POSTS))
                .filteredOn(record -> channel.channelId().equals(record.key()))
                .extracting(record -> EventJson.readerFor(ChannelPosted.class)
                        .read(record.value())
                        .reason())
                .containsExactly("too_large"));
    }
}

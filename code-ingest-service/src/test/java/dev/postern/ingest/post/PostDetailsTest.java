package dev.postern.ingest.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PostDetailsTest {

    @Test
    void tellsNoRecipientThatMakesACopysKeyItsOwn() {
        // When
        Map<String, String> details = new PostDetails()
                .providerMessageId("mail:1926b46e\ncodes@in.example.com")
                .map();
        // Then
        assertThat(details).containsExactly(Map.entry("provider_message_id", "mail:1926b46e"));
    }

    @Test
    void masksTheTokenInAnAddress() {
        // When
        Map<String, String> details = new PostDetails()
                .arrivedAt("https", "in.example.com", "/webhooks/twilio/ct_abcdef")
                .map();
        // Then
        assertThat(details).containsEntry("arrived_path", "/webhooks/twilio/ct_•••");
    }
}

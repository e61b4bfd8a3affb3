package dev.postern.ingest.imap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.events.identifier.Identifier;
import dev.postern.extraction.CodeExtractor;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.WholeMail;
import dev.postern.ingest.message.Held;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.webhook.Vectors;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Mails in broken forms, and those that Gmail, Outlook, iCloud and Fastmail forward, through a real IMAP server. */
class UglyMailsTest extends MailboxTests {
    private static final CodeExtractor EXTRACTOR = new CodeExtractor();

    @Test
    void areReadAsWhenTheyArePosted() throws Exception {
        // Given
        List<byte[]> mails = Vectors.of("mime.json")
                .filter(vector -> vector.valid() && vector.json().has("expected"))
                .map(Vectors.Vector::body)
                .toList();
        // When
        for (byte[] mail : mails) {
            append(mail);
        }
        read(Map.of());
        // Then
        awaitTaken(mails.size());
        for (int i = 0; i < mails.size(); i++) {
            assertThat(EXTRACTOR
                            .extract(found(taken.get(i), "anna@example.com").message())
                            .found())
                    .isEqualTo(EXTRACTOR
                            .extract(found(mails.get(i), "anna@example.com").message())
                            .found());
        }
    }

    @Test
    void areForTheMailboxThatTheirSendersWroteTo() throws Exception {
        // Given
        List<JsonNode> forwarded;
        try (InputStream json = getClass().getResourceAsStream("/forwarded/mails.json")) {
            // A mailbox is read as its address.
            forwarded = JsonMapper.builder()
                    .build()
                    .readTree(json)
                    .valueStream()
                    .filter(each -> each.get("delivered").textValue().contains("@"))
                    .toList();
        }
        // When
        for (JsonNode each : forwarded) {
            append(each.get("mail")
                    .valueStream()
                    .map(JsonNode::textValue)
                    .collect(Collectors.joining("\r\n"))
                    .getBytes(StandardCharsets.UTF_8));
        }
        read(Map.of());
        // Then
        awaitTaken(forwarded.size());
        Channel channel = channel(Map.of());
        for (int i = 0; i < forwarded.size(); i++) {
            ProviderMessage mail =
                    found(taken.get(i), forwarded.get(i).get("delivered").textValue());
            Identifier identifier = channel.addressee()
                    .of(
                            mail.recipient(),
                            mail.message().sender(),
                            mail.headers(),
                            mail.message().text());
            assertThat(identifier.normalised())
                    .as(forwarded.get(i).get("name").textValue())
                    .isEqualToIgnoringCase(forwarded.get(i).get("expected").textValue());
        }
    }

    private void awaitTaken(int mails) {
        await().atMost(Duration.ofMinutes(1)).until(() -> taken.size() == mails);
    }

    private void append(byte[] raw) throws Exception {
        MimeMessage message = new MimeMessage((Session) null, new ByteArrayInputStream(raw));
        inbox("INBOX").appendMessage(message, new Flags(), Date.from(now));
    }

    private static ProviderMessage found(byte[] raw, String user) {
        return ((Reading.Holds) WholeMail.found(raw, user, Held.inMailbox(Instant.EPOCH))).message();
    }
}

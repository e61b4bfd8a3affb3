package dev.postern.ingest.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ingest.form.WholeMail;
import dev.postern.ingest.message.Held;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.Reading;
import dev.postern.platform.address.AddressRules;
import jakarta.mail.Flags;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is read of a mailbox, whatever happens to it meanwhile. */
class MailboxReaderTest extends MailboxTests {
    private static final int MANY = Integer.getInteger("postern.test.mails", 2_000);

    @Test
    void takesMailsThatCameSinceTheChannelWasMadeAndEachNewOne() throws Exception {
        // Given
        append("INBOX", "older than the channel", now.minus(Duration.ofHours(3)));
        append("INBOX", "first", now.minus(Duration.ofMinutes(3)));
        append("INBOX", "second", now.minus(Duration.ofMinutes(2)));

        // When
        read(Map.of());
        awaitTaken("first", "second");
        append("INBOX", "third", now);

        // Then
        awaitTaken("first", "second", "third");
        await().untilAsserted(() -> assertThat(told()).containsExactly("CONNECTED"));
        assertThat(inbox("INBOX").getUnseenCount()).isEqualTo(4);
    }

    @Test
    void goesOnWhereItWasAfterTheConnectionBroke() throws Exception {
        // Given
        append("INBOX", "first", now);
        read(Map.of());
        awaitTaken("first");
        await().untilAsserted(() -> assertThat(told()).containsExactly("CONNECTED"));

        // When
        proxy.cut();
        append("INBOX", "second", now);

        // Then
        awaitTaken("first", "second");
        await().untilAsserted(() -> assertThat(told()).containsExactly("CONNECTED", "FAILED broken_off", "CONNECTED"));
    }

    @Test
    void tellsSinceWhenAMailLayThereWhileNobodyRead() throws Exception {
        // Given
        read(Map.of());
        await().untilAsserted(() -> assertThat(told()).containsExactly("CONNECTED"));
        Instant then = now.minus(Duration.ofMinutes(20)).truncatedTo(ChronoUnit.SECONDS);

        // When
        proxy.cut();
        append("INBOX", "came while nobody read", then);

        // Then
        awaitTaken("came while nobody read");
        assertThat(held).containsEntry("came while nobody read", then);
    }

    @Test
    void takesAMailAgainThatCouldNotBeTaken() throws Exception {
        // Given
        outcome = Outcome.UNAVAILABLE;
        append("INBOX", "first", now);
        append("INBOX", "second", now);
        read(Map.of());
        await().untilAsserted(() -> assertThat(told()).contains("FAILED not_taken"));

        // When
        outcome = Outcome.TAKEN;

        // Then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(texts()).endsWith("first", "second"));
    }

    @Test
    void mailsThatFailEachTimeHoldUpNoneAndArePutAside() throws Exception {
        // Given
        List<String> bad = List.of("poison", "breaks off", "overflows", "refused by the broker");
        for (String text : bad) {
            append("INBOX", text, now);
            append("INBOX", "after " + text, now);
        }

        // When
        read(Map.of());
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    append("INBOX", "another", now);
                    return Collections.frequency(told(), "REFUSED mail_put_aside") == bad.size();
                });

        // Then
        append("INBOX", "last", now);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(texts()).contains("last"));
        bad.forEach(text -> assertThat(texts()).contains("after " + text).doesNotContain(text));
        assertThat(bad).allSatisfy(text -> assertThat(tries.get(text)).isGreaterThanOrEqualTo(5));
    }

    @Test
    void goesOnAfterAMailThatOverflowsTheStack() throws Exception {
        // Given
        error = new StackOverflowError();
        append("INBOX", "first", now);

        // When
        read(Map.of());

        // Then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(texts()).containsExactly("first"));
    }

    @Test
    void isBegunAnewWhenItHasEnded() {
        // Given
        Mailboxes mailboxes = new Mailboxes(tools(new AddressRules(List.of())));
        Mailbox mailbox = Mailbox.of(channel(Map.of(), "right"));
        mailboxes.read(List.of(mailbox));
        await().untilAsserted(() -> assertThat(told()).containsExactly("FAILED address_not_allowed"));
        MailboxReader ended = mailboxes.reader("ch_1");

        // When
        ended.stop();
        await().until(() -> !ended.isAlive());
        mailboxes.read(List.of(mailbox));

        // Then
        assertThat(mailboxes.reader("ch_1")).isNotSameAs(ended).matches(MailboxReader::isAlive);
        mailboxes.read(List.of());
    }

    @Test
    void isNotDisturbedByMailsThatVanish() throws Exception {
        // Given
        for (int i = 0; i < 5; i++) {
            append("INBOX", "old " + i, now.minus(Duration.ofHours(3)));
        }
        append("INBOX", "first", now);
        read(Map.of());
        awaitTaken("first");

        // When
        inbox("INBOX").getMessages().forEach(message -> message.setFlag(Flags.Flag.DELETED, true));
        inbox("INBOX").expunge();
        append("INBOX", "second", now);

        // Then
        awaitTaken("first", "second");
    }

    @Test
    void readsSeveralFoldersAndMarksAndMovesWhatItTook() throws Exception {
        // Given
        server.getManagers().getImapHostManager().createMailbox(user, "Codes");
        append("INBOX", "first", now);
        append("Codes", "second", now);

        // When
        read(Map.of("folders", "INBOX, Codes", "mark_seen", "true", "move_to", "Done"));
        await().untilAsserted(() -> assertThat(texts()).containsExactlyInAnyOrder("first", "second"));

        // Then
        await().untilAsserted(() -> {
            // The reader makes the folder with the first mail that it moves.
            assertThat(inbox("Done")).isNotNull();
            assertThat(inbox("Done").getMessageCount()).isEqualTo(2);
            assertThat(inbox("Done").getUnseenCount()).isZero();
            assertThat(inbox("INBOX").getMessageCount()).isZero();
        });
    }

    @Test
    void findsTheNewMailsInALargeMailbox() throws Exception {
        // Given
        // The server searches for longer than it may be silent otherwise.
        lookEvery = Duration.ofSeconds(30);
        for (int i = 0; i < MANY; i++) {
            append("INBOX", "old", now.minus(Duration.ofDays(30)));
        }
        append("INBOX", "first", now);

        // When
        read(Map.of());

        // Then
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(texts()).containsExactly("first"));
    }

    @Test
    void knowsAMailByItsIdAfterARestart() throws Exception {
        // Given
        append("INBOX", "first", now);
        read(Map.of());
        awaitTaken("first");
        readers.getFirst().stop();

        // When
        read(Map.of());
        awaitTaken("first", "first");

        // Then
        assertThat(taken.stream().map(MailboxReaderTest::key).distinct()).hasSize(1);
    }

    @Test
    void tellsOfAFolderThatIsNotThere() {
        // When
        read(Map.of("folders", "Nowhere"));
        // Then
        await().untilAsserted(() -> assertThat(told()).contains("FAILED no_such_folder"));
    }

    private static String key(byte[] raw) {
        return ((Reading.Holds) WholeMail.found(raw, "anna@example.com", Held.inMailbox(Instant.EPOCH)))
                .message()
                .deliveryKey();
    }
}

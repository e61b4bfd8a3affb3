package dev.postern.ingest.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.postern.events.MatchBy;
import dev.postern.ingest.calling.FakeProviderCalls;
import dev.postern.ingest.channel.Addressee;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.WholeMail;
import dev.postern.ingest.post.Post;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.Reading;
import dev.postern.platform.address.AddressRules;
import dev.postern.platform.address.Network;
import dev.postern.platform.worker.Alarm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.Flags;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mailboxes on a real IMAP server. */
class MailboxReaderTest {
    private final Instant now = Instant.now();
    private static final int MANY = Integer.getInteger("postern.test.mails", 2_000);

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private final List<byte[]> taken = Collections.synchronizedList(new ArrayList<>());
    private final List<Post> told = Collections.synchronizedList(new ArrayList<>());
    private final MailboxStates states = new MailboxStates(told::add, new SimpleMeterRegistry());
    private final Alarm alarm = new Alarm("test");
    private final List<MailboxReader> readers = new ArrayList<>();
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();
    private volatile Outcome outcome = Outcome.TAKEN;
    private AccessTokens tokens = new AccessTokens(new FakeProviderCalls(Map.of()));
    private Duration lookEvery = Duration.ofSeconds(1);
    private volatile Error error;
    private CuttableProxy proxy;
    private GreenMailUser user;

    @BeforeEach
    void start() {
        server.start();
        proxy = new CuttableProxy(server.getImap().getPort());
        user = server.setUser("anna@example.com", "anna@example.com", "right");
    }

    @AfterEach
    void stop() throws IOException {
        readers.forEach(MailboxReader::stop);
        alarm.close();
        proxy.close();
        server.stop();
    }

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
        List<String> bad = List.of("poison", "breaks off", "refused by the broker");
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
    void tellsOfAWrongPasswordAndAsksNoMore() throws Exception {
        // Given
        append("INBOX", "first", now);

        // When
        read(Map.of(), "wrong");
        await().untilAsserted(() -> assertThat(told()).contains("FAILED sign_in_refused"));
        int asked = proxy.connections();
        read(Map.of(), "wrong", "right");
        awaitTaken("first");

        // Then
        assertThat(asked).isEqualTo(1);
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
    void signsInWithWhatARefreshTokenIsGoodFor() throws Exception {
        // Given
        FakeProviderCalls google = new FakeProviderCalls(
                Map.of("https://oauth2.googleapis.com/token", "{\"access_token\":\"right\",\"expires_in\":3599}"));
        tokens = new AccessTokens(google);
        append("INBOX", "first", now);

        // When
        read(Map.of("oauth", "google", "client_id", "the-client"), "the-refresh-token", "client_secret=the-secret");

        // Then
        awaitTaken("first");
        assertThat(google.asked())
                .containsExactly("https://oauth2.googleapis.com/token?grant_type=refresh_token"
                        + "&refresh_token=the-refresh-token&client_id=the-client&client_secret=the-secret");
    }

    @Test
    void asksNoMoreWhenTheAccessTokenIsRefused() {
        // Given
        tokens = new AccessTokens(new FakeProviderCalls(
                Map.of("https://login.microsoftonline.com/common/oauth2/v2.0/token", "{\"access_token\":\"ended\"}")));

        // When
        read(Map.of("oauth", "microsoft", "client_id", "the-client"), "the-refresh-token");

        // Then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told()).containsExactly("FAILED sign_in_refused"));
    }

    @Test
    void givesNoPasswordToAServerThatCannotProveItself() throws Exception {
        // Given
        GreenMail stranger = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS));
        stranger.start();
        try {
            // When
            read(Map.of("server", "127.0.0.1:" + stranger.getImaps().getPort(), "security", "tls"));

            // Then: the server's own thread fails when it is hung up on.
            await().dontCatchUncaughtExceptions()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(told()).contains("FAILED tls_failed"));
        } finally {
            stranger.stop();
        }
    }

    @Test
    void connectsToNothingThatMayNotBeCalled() {
        // When
        read(new AddressRules(List.of()), Map.of("security", "tls"), "right");
        // Then
        await().untilAsserted(() -> assertThat(told()).contains("FAILED address_not_allowed"));
        assertThat(proxy.connections()).isZero();
    }

    @Test
    void tellsOfAFolderThatIsNotThere() {
        // When
        read(Map.of("folders", "Nowhere"));
        // Then
        await().untilAsserted(() -> assertThat(told()).contains("FAILED no_such_folder"));
    }

    private void read(Map<String, String> more) {
        read(more, "right");
    }

    private void read(Map<String, String> more, String... secrets) {
        read(new AddressRules(List.of(Network.of("127.0.0.0/8"))), more, secrets);
    }

    private void read(AddressRules rules, Map<String, String> more, String... secrets) {
        Map<String, String> settings = new HashMap<>(
                Map.of("server", "127.0.0.1:" + proxy.port(), "user", "anna@example.com", "security", "none"));
        settings.putAll(more);
        readers.add(new MailboxReader(Mailbox.of(channel(settings, secrets)), tools(rules)).start());
    }

    private Channel channel(Map<String, String> settings, String... secrets) {
        return new Channel(
                "ch_1",
                "o_1",
                "imap",
                List.of(secrets),
                null,
                new Addressee(MatchBy.RECIPIENT, null, null, null),
                settings,
                now.minus(Duration.ofHours(1)));
    }

    private ImapTools tools(AddressRules rules) {
        return new ImapTools(
                this::take,
                states,
                rules,
                tokens,
                alarm,
                Clock.systemUTC(),
                lookEvery,
                Duration.ofHours(48),
                Duration.ofHours(1),
                Duration.ZERO);
    }

    /** What the channel's owner was told, in its order. */
    private List<String> told() {
        synchronized (told) {
            return told.stream()
                    .map(post -> post.verdict() + (post.reason() == null ? "" : " " + post.reason()))
                    .toList();
        }
    }

    private Outcome take(InputStream mail, Mailbox mailbox) throws IOException {
        byte[] raw = mail.readAllBytes();
        String text = text(raw);
        tries.merge(text, 1, Integer::sum);
        if (text.startsWith("breaks off")) {
            throw new IOException("no end");
        }
        if (text.startsWith("poison")) {
            throw new IllegalStateException("Postern cannot");
        }
        if (text.startsWith("refused by the broker")) {
            return Outcome.UNAVAILABLE;
        }
        Error thrown = error;
        if (thrown != null) {
            error = null;
            throw thrown;
        }
        taken.add(raw);
        return outcome;
    }

    private void awaitTaken(String... texts) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(texts()).containsExactly(texts));
    }

    private List<String> texts() {
        return List.copyOf(taken).stream().map(MailboxReaderTest::text).toList();
    }

    private static String text(byte[] raw) {
        String mail = new String(raw, StandardCharsets.UTF_8);
        return mail.substring(mail.indexOf("\r\n\r\n") + 4).strip();
    }

    private static String key(byte[] raw) {
        return ((Reading.Holds) WholeMail.found(raw, "anna@example.com"))
                .message()
                .deliveryKey();
    }

    private MailFolder inbox(String name) {
        return server.getManagers().getImapHostManager().getFolder(user, name);
    }

    private void append(String folder, String text, Instant at) throws Exception {
        String raw = "Message-ID: <" + text.replace(' ', '-') + "@site.example>\r\nFrom: no-reply@site.example\r\n"
                + "To: anna@example.com\r\nSubject: code\r\n\r\n" + text + "\r\n";
        MimeMessage message = new MimeMessage(
                GreenMailUtil.getSession(server.getImap().getServerSetup()),
                new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)));
        inbox(folder).appendMessage(message, new Flags(), Date.from(at));
    }
}

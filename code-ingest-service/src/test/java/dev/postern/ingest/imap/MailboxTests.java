package dev.postern.ingest.imap;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.postern.events.MatchBy;
import dev.postern.ingest.calling.FakeProviderCalls;
import dev.postern.ingest.channel.Addressee;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.post.Post;
import dev.postern.ingest.provider.Outcome;
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
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Mailboxes on a real IMAP server. */
abstract class MailboxTests {
    final Instant now = Instant.now();

    final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    final List<byte[]> taken = Collections.synchronizedList(new ArrayList<>());
    final List<Post> told = Collections.synchronizedList(new ArrayList<>());
    final MailboxStates states = new MailboxStates(told::add, new SimpleMeterRegistry());
    final Alarm alarm = new Alarm("test");
    final List<MailboxReader> readers = new ArrayList<>();
    final Map<String, Integer> tries = new ConcurrentHashMap<>();
    final Map<String, Instant> held = new ConcurrentHashMap<>();
    volatile Outcome outcome = Outcome.TAKEN;
    AccessTokens tokens = new AccessTokens(new FakeProviderCalls(Map.of()));
    Duration lookEvery = Duration.ofSeconds(1);
    volatile Error error;
    CuttableProxy proxy;
    GreenMailUser user;

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

    void read(Map<String, String> more) {
        read(more, "right");
    }

    void read(Map<String, String> more, String... secrets) {
        read(new AddressRules(List.of(Network.of("127.0.0.0/8"))), more, secrets);
    }

    void read(AddressRules rules, Map<String, String> more, String... secrets) {
        Map<String, String> settings = new HashMap<>(
                Map.of("server", "127.0.0.1:" + proxy.port(), "user", "anna@example.com", "security", "none"));
        settings.putAll(more);
        readers.add(new MailboxReader(Mailbox.of(channel(settings, secrets)), tools(rules)).start());
    }

    Channel channel(Map<String, String> settings, String... secrets) {
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

    ImapTools tools(AddressRules rules) {
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
    List<String> told() {
        synchronized (told) {
            return told.stream()
                    .map(post -> post.verdict() + (post.reason() == null ? "" : " " + post.reason()))
                    .toList();
        }
    }

    Outcome take(InputStream mail, Mailbox mailbox, Instant since) throws IOException {
        byte[] raw = mail.readAllBytes();
        String text = text(raw);
        tries.merge(text, 1, Integer::sum);
        if (text.startsWith("breaks off")) {
            throw new IOException("no end");
        }
        if (text.startsWith("poison")) {
            throw new IllegalStateException("Postern cannot");
        }
        if (text.startsWith("overflows")) {
            throw new StackOverflowError();
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
        held.put(text, since);
        return outcome;
    }

    /** The server's own threads fail when they are hung up on, which fails no test. */
    static ConditionFactory await() {
        return Awaitility.await().dontCatchUncaughtExceptions();
    }

    void awaitTaken(String... texts) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(texts()).containsExactly(texts));
    }

    List<String> texts() {
        return List.copyOf(taken).stream().map(MailboxTests::text).toList();
    }

    static String text(byte[] raw) {
        String mail = new String(raw, StandardCharsets.UTF_8);
        return mail.substring(mail.indexOf("\r\n\r\n") + 4).strip();
    }

    MailFolder inbox(String name) {
        return server.getManagers().getImapHostManager().getFolder(user, name);
    }

    void append(String folder, String text, Instant at) throws Exception {
        String raw = "Message-ID: <" + text.replace(' ', '-') + "@site.example>\r\nFrom: no-reply@site.example\r\n"
                + "To: anna@example.com\r\nSubject: code\r\n\r\n" + text + "\r\n";
        MimeMessage message = new MimeMessage(
                GreenMailUtil.getSession(server.getImap().getServerSetup()),
                new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)));
        inbox(folder).appendMessage(message, new Flags(), Date.from(at));
    }
}

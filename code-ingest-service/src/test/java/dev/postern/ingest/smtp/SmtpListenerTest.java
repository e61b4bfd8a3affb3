package dev.postern.ingest.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The listener over real connections. */
class SmtpListenerTest {
    private static final String MAIL = "From: a@site.example\r\nTo: codes@in.example.com\r\n\r\nYour code is 481920";

    private final FakeIntake intake = new FakeIntake();
    private SmtpListener listener;

    private SmtpClient connect() {
        if (listener == null) {
            listen(50, false);
        }
        return new SmtpClient(listener.port());
    }

    private void listen(int connectionsOfOne, boolean tls) {
        try {
            listener = new SmtpListener(settings(connectionsOfOne, tls), intake, new Certificates());
            listener.onStart(new StartupEvent());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() {
        if (listener != null) {
            listener.onStop(new ShutdownEvent());
        }
    }

    @Test
    void takesAMailForAnAddressOfAChannelWithItsEnvelope() {
        // Given
        intake.channels.add(FakeIntake.channel("ch_1", "o_1", "codes@in.example.com other@in.example.com"));
        try (SmtpClient client = connect()) {
            client.reply();
            client.say("EHLO site.example");
            // When
            String from = client.say("MAIL FROM:<bounce@site.example> SIZE=1000 BODY=8BITMIME SMTPUTF8");
            String first = client.say("RCPT TO:<codes@in.example.com>");
            String second = client.say("RCPT TO:<OTHER@in.example.com>");
            client.say("DATA");
            String taken = client.say(MAIL + "\r\n..a line with a dot Ä\r\n.");
            // Then
            assertThat(List.of(from, first, second, taken)).allMatch(reply -> reply.startsWith("250"));
            assertThat(intake.mails)
                    .containsExactly(new FakeIntake.Mail(
                            MAIL + "\r\n.a line with a dot Ä\r\n",
                            "bounce@site.example",
                            Map.of("ch_1", Set.of("codes@in.example.com", "OTHER@in.example.com"))));
        }
    }

    @Test
    void offersWhatMailServersUse() {
        // Given
        try (SmtpClient client = connect()) {
            client.reply();
            // When
            String offered = client.say("EHLO site.example");
            // Then
            assertThat(offered)
                    .contains("8BITMIME", "SMTPUTF8", "SIZE " + ProviderAdapter.MAIL_BYTES, "AUTH ")
                    .doesNotContain("STARTTLS");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        codes@in.example.com         | 250
        CODES@IN.EXAMPLE.COM         | 250
        codes+shop@in.example.com    | 250
        anyone@all.example.com       | 250
        anyone@in.example.com        | 550
        anyone@not.all.example.com   | 550
        codes@in.example.com.evil.example | 550
        all.example.com              | 550
        both@shared.example.com      | 451
        codes@in.example.com.        | 250
        "codes"@in.example.com       | 250
        codes@xn--bcher-kva.example  | 250
        CODES@BÜCHER.example         | 250
        anyone@xn--8ws00zhy3a.example | 250
        ärger@in.example.com         | 250
        ÄRGER@in.example.com         | 250
        """)
    void takesMailForAddressesOfChannelsAlone(String address, String status) {
        // Given
        intake.channels.add(FakeIntake.channel("ch_1", "o_1", "codes@in.example.com all.example.com"));
        intake.channels.add(FakeIntake.channel("ch_4", "o_1", "codes@bücher.example 詹姆斯.example Ärger@in.example.com"));
        intake.channels.add(FakeIntake.channel("ch_2", "o_1", "shared.example.com"));
        intake.channels.add(FakeIntake.channel("ch_3", "o_2", "both@shared.example.com"));
        try (SmtpClient client = connect()) {
            client.reply();
            client.say("EHLO site.example");
            client.say("MAIL FROM:<>");
            // When
            String reply = client.say("RCPT TO:<" + address + ">");
            // Then
            assertThat(reply).startsWith(status);
        }
    }

    @Test
    void letsTheSenderTryAgainWhileChannelsOrTheBrokerAreOutOfReachAndOverALimit() {
        // Given
        intake.channels.add(FakeIntake.channel("ch_1", "o_1", "codes@in.example.com"));
        try (SmtpClient client = connect()) {
            client.reply();
            client.say("EHLO site.example");
            // When
            intake.readable = false;
            String unread = client.mail("a@site.example", "codes@in.example.com", MAIL);
            intake.readable = true;
            intake.outcome = Outcome.UNAVAILABLE;
            String unpublished = client.mail("a@site.example", "codes@in.example.com", MAIL);
            intake.outcome = Outcome.TOO_MANY;
            String tooMany = client.mail("a@site.example", "codes@in.example.com", MAIL);
            intake.outcome = Outcome.TAKEN;
            String again = client.mail("a@site.example", "codes@in.example.com", MAIL);
            // Then
            assertThat(unread).startsWith("451");
            assertThat(unpublished).startsWith("451");
            assertThat(tooMany).startsWith("452");
            assertThat(again).startsWith("250");
        }
    }

    @Test
    void refusesWhatIsTooLargeAndGoesOn() {
        // Given
        intake.channels.add(FakeIntake.channel("ch_1", "o_1", "codes@in.example.com"));
        byte[] line = new byte[1000];
        Arrays.fill(line, (byte) 'a');
        line[998] = '\r';
        line[999] = '\n';
        try (SmtpClient client = connect()) {
            client.reply();
            client.say("EHLO site.example");
            // When
            String announced = client.say("MAIL FROM:<a@site.example> SIZE=" + (ProviderAdapter.MAIL_BYTES + 1));
            client.say("MAIL FROM:<a@site.example>");
            client.say("RCPT TO:<codes@in.example.com>");
            client.say("DATA");
            for (int sent = 0; sent <= ProviderAdapter.MAIL_BYTES; sent += line.length) {
                client.send(line);
            }
            String refused = client.say("RSET\r\n.");
            String next = client.mail("a@site.example", "codes@in.example.com", MAIL);
            // Then
            assertThat(announced).startsWith("552");
            assertThat(refused).startsWith("552");
            assertThat(intake.refused).containsExactly("ch_1 payload_too_large");
            assertThat(next).startsWith("250");
            assertThat(intake.mails).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r", "\n.\r"})
    void endsAMailAtNothingButItsOneEnd(String other) {
        // Given
        intake.channels.add(FakeIntake.channel("ch_1", "o_1", "codes@in.example.com"));
        try (SmtpClient client = connect()) {
            client.reply();
            client.say("EHLO site.example");
            // When
            client.mail(
                    "a@site.example",
                    "codes@in.example.com",
                    MAIL + other + "MAIL FROM:<b@site.example>\r\nRCPT TO:<codes@in.example.com>\r\nDATA\r\nsecond");
            // Then
            assertThat(intake.mails).hasSizeLessThan(2);
        }
    }

    @Test
    void wantsTheSecretOfAChannelThatHasOne() {
        // Given
        intake.channels.add(
                FakeIntake.channel("ch_1", "o_1", "codes@in.example.com", "relay:old-secret", "relay:new-secret"));
        intake.channels.add(FakeIntake.channel("ch_2", "o_2", "codes@other.example.com", "relay:other-secret"));
        try (SmtpClient client = connect()) {
            client.reply();
            client.say("EHLO site.example");
            // When
            String without = client.mail("a@site.example", "codes@in.example.com", MAIL);
            String wrong = client.say("AUTH PLAIN " + plain("relay", "guess"));
            String right = client.say("AUTH PLAIN " + plain("relay", "new-secret"));
            String taken = client.mail("a@site.example", "codes@in.example.com", MAIL);
            String foreign = client.mail("a@site.example", "codes@other.example.com", MAIL);
            // Then
            assertThat(without).startsWith("530");
            assertThat(wrong).startsWith("535");
            assertThat(right).startsWith("235");
            assertThat(taken).startsWith("250");
            assertThat(foreign).startsWith("530");
        }
    }

    @Test
    void endsAConnectionThatGuesses() {
        // Given
        intake.channels.add(FakeIntake.channel("ch_1", "o_1", "codes@in.example.com", "relay:secret-1"));
        try (SmtpClient client = connect()) {
            client.reply();
            client.say("EHLO site.example");
            // When
            for (int guess = 0; guess < 3; guess++) {
                client.say("AUTH PLAIN " + plain("relay", "guess" + guess));
            }
            // Then
            assertThat(client.reply()).isEmpty();
        }
    }

    @Test
    void securesTheConnectionAndTakesNoPasswordBefore() throws Exception {
        // Given
        intake.channels.add(FakeIntake.channel("ch_1", "o_1", "codes@in.example.com", "relay:secret-1"));
        listen(50, true);
        try (SmtpClient client = connect()) {
            client.reply();
            String offered = client.say("EHLO site.example");
            String early = client.say("AUTH PLAIN " + plain("relay", "secret-1"));
            // When
            String started = client.say("STARTTLS");
            client.secure(Certificates.trusting());
            client.say("EHLO site.example");
            String login = client.say("AUTH PLAIN " + plain("relay", "secret-1"));
            String taken = client.mail("a@site.example", "codes@in.example.com", MAIL);
            // Then
            assertThat(offered).contains("STARTTLS");
            assertThat(early).startsWith("535");
            assertThat(started).startsWith("220");
            assertThat(login).startsWith("235");
            assertThat(taken).startsWith("250");
        }
    }

    @Test
    void hasAFewConnectionsForOneAddress() {
        // Given
        listen(1, false);
        try (SmtpClient first = connect();
                SmtpClient second = connect()) {
            // When
            String served = first.reply();
            String refused = second.reply();
            // Then
            assertThat(List.of(served.substring(0, 3), refused.substring(0, 3)))
                    .containsExactlyInAnyOrder("220", "421");
        }
    }

    @Test
    void leavesPlacesToOtherOrganisations() {
        // Given
        intake.channels.add(FakeIntake.channel("ch_1", "o_1", "codes@in.example.com"));
        intake.channels.add(FakeIntake.channel("ch_2", "o_2", "codes@other.example.com"));
        try (SmtpClient one = connect();
                SmtpClient two = connect();
                SmtpClient three = connect()) {
            List.of(one, two, three).forEach(client -> {
                client.reply();
                client.say("EHLO site.example");
                client.say("MAIL FROM:<bounce@site.example>");
            });
            one.say("RCPT TO:<codes@in.example.com>");
            two.say("RCPT TO:<codes@in.example.com>");
            // When
            String third = three.say("RCPT TO:<codes@in.example.com>");
            String another = three.say("RCPT TO:<codes@other.example.com>");
            one.say("RSET");
            String afterwards = three.say("RCPT TO:<codes@in.example.com>");
            // Then
            assertThat(List.of(third.substring(0, 3), another.substring(0, 3), afterwards.substring(0, 3)))
                    .containsExactly("452", "250", "250");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false"
    })
    void countsANetworkOfIpv6AsOneAddress(String one, String other, boolean same) throws Exception {
        assertThat(SmtpSessions.network(InetAddress.getByName(one))
                        .equals(SmtpSessions.network(InetAddress.getByName(other))))
                .isEqualTo(same);
    }

    @Test
    void aSecretThatWasTakenFromAChannelOpensItNoMoreOnAConnectionThatHasShownIt() {
        // Given
        intake.channels.add(
                FakeIntake.channel("ch_1", "o_1", "codes@in.example.com", "relay:old-secret", "relay:new-secret"));
        try (SmtpClient client = connect()) {
            client.reply();
            client.say("EHLO site.example");
            client.say("AUTH PLAIN " + plain("relay", "old-secret"));
            client.say("MAIL FROM:<bounce@site.example>");
            String before = client.say("RCPT TO:<codes@in.example.com>");

            // When
            intake.channels.set(0, FakeIntake.channel("ch_1", "o_1", "codes@in.example.com", "relay:new-secret"));
            client.say("RSET");
            client.say("MAIL FROM:<bounce@site.example>");
            String after = client.say("RCPT TO:<codes@in.example.com>");

            // Then
            assertThat(before).startsWith("250");
            assertThat(after).startsWith("530");
        }
    }

    private static String plain(String user, String password) {
        return Base64.getEncoder().encodeToString(("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static SmtpSettings settings(int connectionsOfOne, boolean tls) {
        return new SmtpSettings() {
            @Override
            public boolean enabled() {
                return true;
            }

            @Override
            public String host() {
                return "127.0.0.1";
            }

            @Override
            public int port() {
                return 0;
            }

            @Override
            public Optional<String> greeting() {
                return Optional.of("in.example.com");
            }

            @Override
            public Optional<String> tls() {
                return tls ? Optional.of("mail") : Optional.empty();
            }

            @Override
            public int connections() {
                return 10;
            }

            @Override
            public int connectionsOfOne() {
                return connectionsOfOne;
            }

            @Override
            public int connectionsOfOrganization() {
                return 2;
            }

            @Override
            public Duration silence() {
                return Duration.ofSeconds(30);
            }

            @Override
            public Duration longestSession() {
                return Duration.ofMinutes(5);
            }
        };
    }
}

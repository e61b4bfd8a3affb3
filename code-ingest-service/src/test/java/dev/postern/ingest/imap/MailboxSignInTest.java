package dev.postern.ingest.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.postern.ingest.calling.FakeProviderCalls;
import dev.postern.ingest.calling.Trusting;
import dev.postern.platform.address.AddressRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a mailbox is signed in to, and what its owner is told when it cannot be. */
class MailboxSignInTest extends MailboxTests {
    private final SSLContext usual = usual();

    private static SSLContext usual() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void trustAsUsual() {
        SSLContext.setDefault(usual);
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

            // Then
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(told()).contains("FAILED tls_failed"));
        } finally {
            stranger.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "starttls"})
    void signsInToAServerThatTheOperatorTrusts(String security, @TempDir Path folder) throws Exception {
        // Given
        Path store = TlsFront.certificate(folder, "ip:127.0.0.1");
        Trusting.alsoThoseOf(TlsFront.pem(store));
        append("INBOX", "first", now);
        try (TlsFront front = new TlsFront(store, server.getImap().getPort(), security.equals("starttls"))) {
            // When
            read(Map.of("server", "127.0.0.1:" + front.port(), "security", security));
            // Then
            awaitTaken("first");
            append("INBOX", "second", now);
            awaitTaken("first", "second");
            readers.forEach(MailboxReader::stop);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "starttls"})
    void givesNoPasswordToATrustedServerOfAnotherName(String security, @TempDir Path folder) throws Exception {
        // Given
        Path store = TlsFront.certificate(folder, "dns:other.example.com");
        Trusting.alsoThoseOf(TlsFront.pem(store));
        try (TlsFront front = new TlsFront(store, server.getImap().getPort(), security.equals("starttls"))) {
            // When
            read(Map.of("server", "127.0.0.1:" + front.port(), "security", security));
            // Then
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(told()).contains("FAILED tls_failed"));
            readers.forEach(MailboxReader::stop);
        }
        assertThat(texts()).isEmpty();
    }

    @Test
    void aFileWithoutCertificatesIsNoTrust(@TempDir Path folder) throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve("ca.pem"), "");
        // Then
        assertThatThrownBy(() -> Trusting.alsoThoseOf(file)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void connectsToNothingThatMayNotBeCalled() {
        // When
        read(new AddressRules(List.of()), Map.of("security", "tls"), "right");
        // Then
        await().untilAsserted(() -> assertThat(told()).contains("FAILED address_not_allowed"));
        assertThat(proxy.connections()).isZero();
    }
}

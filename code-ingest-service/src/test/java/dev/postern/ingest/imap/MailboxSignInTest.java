package dev.postern.ingest.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.postern.ingest.calling.FakeProviderCalls;
import dev.postern.platform.address.AddressRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a mailbox is signed in to, and what its owner is told when it cannot be. */
class MailboxSignInTest extends MailboxTests {
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
}

package dev.postern.gateway.console.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.console.signin.Exchanged.Refusal;
import dev.postern.gateway.settings.ConsoleSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInLinkTest {
    private static final Clock NOW = Clock.systemUTC();

    @TempDir
    private Path folder;

    @BeforeEach
    void leaveALink() throws IOException {
        Files.writeString(folder.resolve("sign-in-link"), "the-token");
        Files.writeString(folder.resolve("api-key"), "pk_local\n");
    }

    @Test
    void givesTheKeyOnceForTheToken() {
        // Given
        SignInLink link = new SignInLink(new Settings(Optional.of(folder)), NOW);

        // Then
        assertThat(link.exchange("another")).isEqualTo(Refusal.REPLACED);
        assertThat(link.exchange("")).isEqualTo(Refusal.REPLACED);
        assertThat(link.exchange("the-token")).isEqualTo(new Exchanged.Opened("pk_local"));
        assertThat(link.exchange("the-token")).isEqualTo(Refusal.SPENT);
    }

    @Test
    void givesNothingAfterAQuarterOfAnHour() {
        // Given
        Clock later = Clock.offset(NOW, Duration.ofMinutes(16));

        SignInLink link = new SignInLink(new Settings(Optional.of(folder)), later);

        // Then
        assertThat(link.exchange("the-token")).isEqualTo(Refusal.OLD);
        assertThat(link.exchange("another")).isEqualTo(Refusal.REPLACED);
    }

    @Test
    void isOffUnlessTheSettingsNameTheFiles() {
        assertThat(new SignInLink(new Settings(Optional.empty()), NOW).exchange("the-token"))
                .isEqualTo(Refusal.OFF);
    }

    /** Settings of which only the link's are used. */
    private record Settings(Optional<Path> linkFolder) implements ConsoleSettings {
        @Override
        public Optional<Path> linkKeyFile() {
            return linkFolder.map(folder -> folder.resolve("api-key"));
        }

        @Override
        public Optional<Path> sessionKeyFile() {
            return Optional.empty();
        }

        @Override
        public Duration sessionLength() {
            return Duration.ofHours(8);
        }

        @Override
        public Duration sessionIdle() {
            return Duration.ofMinutes(30);
        }

        @Override
        public Optional<URI> apiUrl() {
            return Optional.empty();
        }
    }
}

package dev.postern.credential.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.platform.startup.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTokenTest {
    @TempDir
    Path folder;

    @Test
    void abortsWithoutAToken() throws IOException {
        assertThat(findings(token(Optional.empty())))
                .containsExactly("postern.internal.token-file: the setting is missing");
        assertThat(findings(token(Optional.of(folder.resolve("nowhere"))))).hasSize(1);
        assertThat(findings(token(Optional.of(Files.writeString(folder.resolve("short"), "abc")))))
                .singleElement()
                .asString()
                .contains("too short");
    }

    @Test
    void takesTheWholeTokenAndNothingElse() throws IOException {
        // Given
        String text = "t".repeat(43);
        ServiceToken token = token(Optional.of(Files.writeString(folder.resolve("token"), text + "\n")));
        // Then
        assertThat(findings(token)).isEmpty();
        assertThat(token.shownBy("Bearer " + text)).isTrue();
        assertThat(token.shownBy("Bearer " + text + "t")).isFalse();
        assertThat(token.shownBy("Bearer ")).isFalse();
        assertThat(token.shownBy(text)).isFalse();
        assertThat(token.shownBy(null)).isFalse();
        assertThat(token(Optional.empty()).shownBy("Bearer ")).isFalse();
    }

    private static ServiceToken token(Optional<Path> file) {
        return new ServiceToken(new InternalListenerSettings() {
            @Override
            public String host() {
                return "127.0.0.1";
            }

            @Override
            public int port() {
                return 0;
            }

            @Override
            public Optional<Path> tokenFile() {
                return file;
            }
        });
    }

    private static List<String> findings(ServiceToken token) {
        Findings findings = new Findings();
        token.check(findings);
        return findings.errors();
    }
}

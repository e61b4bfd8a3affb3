package dev.postern.gateway.console.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredTest {
    private static final String BACK = "https://postern.example.com/console/sign-in/oidc/back";
    private static final String GRANTS = "support=o_1 codes:read";

    @TempDir
    private Path folder;

    @Test
    void withoutAnIssuerNothingIsAskedFor() {
        assertThat(Configured.of(new SettingsOf(null, "client", null, "no address", "nonsense", null)))
                .isEmpty();
    }

    @Test
    void allThatIsMissingIsNamedAtOnce() {
        assertThatThrownBy(() -> Configured.of(new SettingsOf("https://id.example.com", null, null, null, null, null)))
                .hasMessageContaining("POSTERN_CONSOLE_OIDC_CLIENT_ID")
                .hasMessageContaining("POSTERN_CONSOLE_OIDC_REDIRECT_URI")
                .hasMessageContaining("POSTERN_CONSOLE_OIDC_GRANTS")
                .hasMessageContaining("POSTERN_CONSOLE_OIDC_KEY_FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://id.example.com", "http://10.0.0.1/realm", "ftp://id.example.com", "id.example.com"})
    void tokensDoNotGoOverTheNetworkInTheClear(String issuer) throws IOException {
        // Given
        Path key = Files.writeString(folder.resolve("key"), "pk_1");

        // Then
        assertThatThrownBy(() -> Configured.of(new SettingsOf(issuer, "client", null, BACK, GRANTS, key)))
                .hasMessage("POSTERN_CONSOLE_OIDC_ISSUER must be an address that begins with https://");
    }

    @Test
    void theWayBackIsAPageOfTheConsole() throws IOException {
        // Given
        Path key = Files.writeString(folder.resolve("key"), "pk_1");

        // Then
        assertThat(Configured.of(new SettingsOf("https://id.example.com", "client", null, BACK, GRANTS, key)))
                .get()
                .extracting(Configured::isSecure)
                .isEqualTo(true);
        assertThatThrownBy(() -> Configured.of(new SettingsOf(
                        "https://id.example.com", "client", null, "https://postern.example.com/", GRANTS, key)))
                .hasMessageContaining("must end with /console/sign-in/oidc/back");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        // Given
        Path absent = folder.resolve("absent");

        // Then
        assertThatThrownBy(() ->
                        Configured.of(new SettingsOf("https://id.example.com", "client", absent, BACK, GRANTS, absent)))
                .hasMessageContaining("POSTERN_CONSOLE_OIDC_KEY_FILE: " + absent)
                .hasMessageContaining("POSTERN_CONSOLE_OIDC_CLIENT_SECRET_FILE: " + absent);
    }
}

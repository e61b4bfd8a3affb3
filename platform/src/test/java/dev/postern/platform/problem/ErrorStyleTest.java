package dev.postern.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorStyleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/credentials",
                "v1/credentials/cred_1",
                "/v1/credentials/totp",
                "/v1/credential_folders/x",
                "/v1/vault/credentials",
                "/v1/totp-url/ep_1",
                "/api/v1/anything",
                "/api/v2"
            })
    void isSkyvernsOnSkyvernsRoutes(String path) {
        assertThat(ErrorStyle.ofPath(path)).isEqualTo(ErrorStyle.SKYVERN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/v1/codes",
                "/v1/credentialsx",
                "/v1/totp-url-endpoints",
                "/v1/code-requests",
                "/api/v3",
                "/x/v1/credentials"
            })
    void isOfRfc9457Elsewhere(String path) {
        assertThat(ErrorStyle.ofPath(path)).isEqualTo(ErrorStyle.PROBLEM);
    }
}

package dev.postern.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {
    private static final String VARIABLE = "POSTERN_PUBLIC_URL";

    @Test
    void ofTheShellHolds() {
        assertThat(PublicAddress.given(Map.of(VARIABLE, " https://codes.example.com ")))
                .contains("https://codes.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void ofAnEmptyVariableIsNone(String empty) {
        assertThat(PublicAddress.given(Map.of(VARIABLE, empty))).isEmpty();
        assertThat(PublicAddress.given(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://localhost:8080/",
                "http://[::1]:8080",
                "http://127.1.2.3",
                "http://localhost"
            })
    void ofThisMachineReachesNobody(String url) {
        assertThat(PublicAddress.sentence(Map.of(VARIABLE, url))).contains("POSTERN_PUBLIC_URL=https://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost.example.com", "https://abc.trycloudflare.com", "http://127.example.com"})
    void ofAnotherMachineIsToldAsItIs(String url) {
        assertThat(PublicAddress.sentence(Map.of(VARIABLE, url))).isEqualTo("post to " + url);
    }
}

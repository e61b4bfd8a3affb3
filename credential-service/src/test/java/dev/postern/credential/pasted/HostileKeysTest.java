package dev.postern.credential.pasted;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is pasted is read, or refused, in time in proportion to it. A quadratic step would take minutes for each of these. */
class HostileKeysTest {
    private static final int LENGTH = 1 << 18;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "A ",
                "A-",
                "=",
                "-",
                " ",
                "\"",
                "'",
                ")",
                "&",
                "&amp;",
                "&#0",
                "\\u0026",
                "secret=",
                "&secret=A",
                "otpauth:",
                "otpauth://totp/",
                "steam://",
                "?",
                "/",
                "%",
                "%3D",
                ".",
                ";",
                "1",
                "1 s",
                "digits ",
                "sha "
            })
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void areReadInTimeInProportionToTheirLength(String shape) {
        // Given
        String filling = shape.repeat(LENGTH / shape.length());

        for (String before : new String[] {
            "", "otpauth://totp/x?secret=", "otpauth://totp/x?secret=AAAA&digits=", "otpauth-migration://offline?data="
        }) {
            for (String after : new String[] {"", "!"}) {
                // When
                String pasted = before + filling + after;

                // Then
                assertThatCode(() -> {
                            AuthenticatorKey.read(pasted);
                            CounterKey.read(pasted);
                        })
                        .doesNotThrowAnyException();
            }
        }
    }
}

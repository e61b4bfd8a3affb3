package dev.postern.credential.pasted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.totp.CounterAuthenticator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CounterKeyTest {
    private static final String SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /** RFC 4226, appendix D. */
    @Test
    void agreesWithTheVectorsOfRfc4226() {
        CounterAuthenticator authenticator =
                key("otpauth://hotp/x?secret=" + SEED + "&counter=0").authenticator();
        List<String> codes = LongStream.range(0, 10)
                .mapToObj(counter -> authenticator.codeAt(counter).reveal())
                .toList();
        assertThat(codes)
                .containsExactly(
                        "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
                        "520489");
    }

    /** RFC 6238, appendix B, whose steps are counters: 59 seconds are the step 1. */
    @ParameterizedTest
    @CsvSource({"SHA1, 32, 94287082", "SHA256, 52, 46119246", "SHA512, 103, 90693936"})
    void takesEveryHashAndLength(String algorithm, int letters, String code) {
        String seed = "GEZDGNBVGY3TQOJQ".repeat(7).substring(0, letters);
        if (algorithm.equals("SHA256")) {
            seed = seed.substring(0, 51) + "A";
        } else if (algorithm.equals("SHA512")) {
            seed = seed.substring(0, 102) + "A";
        }
        CounterKey key = key("otpauth://hotp/x?secret=" + seed + "&counter=1&digits=8&algorithm=" + algorithm);
        assertThat(key.authenticator().codeAt(1).reveal()).isEqualTo(code);
    }

    @Test
    void readsWhereItStands() {
        assertThat(key("otpauth://hotp/Acme:me?secret=" + SEED + "&issuer=Acme&counter=42")
                        .counter())
                .isEqualTo(42);
        assertThat(key("otpauth%3A%2F%2Fhotp%2Fx%3Fsecret%3D" + SEED + "%26counter%3D7")
                        .counter())
                .isEqualTo(7);
        assertThat(key(" otpauth://hotp/x?secret=GEZD GNBV&counter=1 ").reveal())
                .isEqualTo("otpauth://hotp/x?secret=GEZDGNBV&counter=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "otpauth://HOTP/x?secret=" + SEED + "&counter=5",
                "otpauth://hotp/x?secret=" + SEED + "&counter=5&period=30&icon=x",
                "\"otpauth://hotp/x?counter=5&secret=" + SEED + "\"",
                "https://qr.example/?data=otpauth%3A%2F%2Fhotp%2Fx%3Fcounter%3D5%26secret%3D" + SEED
            })
    void takesTheDialectsOfApps(String pasted) {
        // When
        CounterKey key = key(pasted);
        // Then
        assertThat(key.counter()).isEqualTo(5);
        assertThat(key.authenticator().codeAt(0).reveal()).isEqualTo("755224");
        assertThat(key(key.reveal()).counter()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                SEED,
                "otpauth://totp/x?secret=" + SEED,
                "otpauth://hotp/x?secret=" + SEED,
                "otpauth://hotp/x?secret=" + SEED + "&counter=",
                "otpauth://hotp/x?secret=" + SEED + "&counter=-1",
                "otpauth://hotp/x?secret=" + SEED + "&counter=1.5",
                "otpauth://hotp/x?secret=" + SEED + "&counter=9999999999999",
                "otpauth://hotp/x?secret=" + SEED + "&counter=1&digits=9",
                "otpauth://hotp/x?secret=" + SEED + "&counter=1&digits=5",
                "otpauth://hotp/x?secret=" + SEED + "&counter=1&encoder=steam",
                "otpauth://hotp/x?secret=1&counter=1",
                "otpauth://hotp/x?counter=1"
            })
    void refusesTheRest(String pasted) {
        assertThat(CounterKey.parse(pasted)).isEmpty();
    }

    private static CounterKey key(String pasted) {
        return CounterKey.parse(pasted).orElseThrow();
    }
}

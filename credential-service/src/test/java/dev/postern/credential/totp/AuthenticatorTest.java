package dev.postern.credential.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.credential.pasted.AuthenticatorKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticatorTest {

    /** RFC 6238, appendix B, with the seeds of its errata: 20, 32 and 64 bytes. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082, 46119246, 90693936",
        "1111111109, 07081804, 68084774, 25091201",
        "1111111111, 14050471, 67062674, 99943326",
        "1234567890, 89005924, 91819424, 93441116",
        "2000000000, 69279037, 90698825, 38618901",
        "20000000000, 65353130, 77737706, 47863826"
    })
    void agreesWithTheVectorsOfRfc6238(long time, String sha1, String sha256, String sha512) {
        assertThat(code(HashAlgorithm.SHA1, 20, time)).isEqualTo(sha1);
        assertThat(code(HashAlgorithm.SHA256, 32, time)).isEqualTo(sha256);
        assertThat(code(HashAlgorithm.SHA512, 64, time)).isEqualTo(sha512);
    }

    private static String code(HashAlgorithm algorithm, int seedLength, long time) {
        byte[] seed = "1234567890".repeat(7).substring(0, seedLength).getBytes(StandardCharsets.US_ASCII);
        Authenticator authenticator = new Authenticator(new Seed(seed), algorithm, 8, 30);
        return authenticator
                .codeAt(authenticator.stepAt(Instant.ofEpochSecond(time)))
                .reveal();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 282760, 96023015, 6582788",
        "30, 996554, 96023015, 6582788",
        "59, 996554, 96023015, 1439887",
        "1111111109, 071271, 83444909, 1784933",
        "1234567890, 742275, 45806924, 4304154",
        "1700000000, 324550, 71205722, 3957458",
        "2000000000, 890699, 47926964, 0835139"
    })
    void agreesWithCodesThatWereComputedElsewhere(long time, String plain, String sha256, String sha512) {
        assertThat(code("JBSWY3DPEHPK3PXP", time)).isEqualTo(plain);
        assertThat(code("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&algorithm=SHA256&digits=8&period=60", time))
                .isEqualTo(sha256);
        assertThat(code("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&algorithm=SHA512&digits=7&period=45", time))
                .isEqualTo(sha512);
    }

    private static String code(String key, long time) {
        Authenticator authenticator = AuthenticatorKey.parse(key).orElseThrow().authenticator();
        return authenticator
                .codeAt(authenticator.stepAt(Instant.ofEpochSecond(time)))
                .reveal();
    }

    /** Of the test of pyotp's Steam class, and computed anew. */
    @ParameterizedTest
    @CsvSource({"0, 2TC8B", "30, YKKK4", "60, M4HQB", "90, DTVB3"})
    void writesSteamsCodes(long time, String code) {
        assertThat(code("otpauth://totp/Steam:x?secret=BASE32SECRET3232&issuer=Steam&encoder=steam", time))
                .isEqualTo(code);
        assertThat(code("otpauth://totp/x?encoder=steam&digits=5&secret=BASE32SECRET3232", time))
                .isEqualTo(code);
    }

    @Test
    void aStepBeginsWhereTheOneBeforeEnds() {
        // Given
        Authenticator authenticator =
                AuthenticatorKey.parse("JBSWY3DPEHPK3PXP").orElseThrow().authenticator();
        // When
        Instant start = authenticator.startOf(2);
        // Then
        assertThat(start).isEqualTo(Instant.ofEpochSecond(60));
        assertThat(authenticator.stepAt(start)).isEqualTo(2);
        assertThat(authenticator.stepAt(start.minusNanos(1))).isEqualTo(1);
    }

    @Test
    void refusesWhatNoAuthenticatorHas() {
        Seed seed = new Seed(new byte[] {1});
        assertThatThrownBy(() -> new Authenticator(seed, HashAlgorithm.SHA1, 5, 30))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Authenticator(seed, HashAlgorithm.SHA1, 9, 30))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Authenticator(seed, HashAlgorithm.SHA1, 6, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

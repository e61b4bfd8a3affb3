package dev.postern.credential.pasted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.totp.Authenticator;
import dev.postern.credential.totp.CodeForm;
import dev.postern.credential.totp.HashAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys are taken: those of Skyvern ({@code skyvern/forge/sdk/services/credentials.py}) and the apps' dialects. */
class AuthenticatorKeyTest {
    private static final String SECRET = "JBSWY3DPEHPK3PXP";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JBSWY3DPEHPK3PXP",
                "jbsw y3dp ehpk 3pxp",
                " JBSW-Y3DP-EHPK-3PXP\n",
                "AB",
                "MFRGG===",
                "MFRGG",
                "https://example.com/setup?x=1&secret=JBSWY3DPEHPK3PXP&y=2",
                "secret=jbsw-y3dp-ehpk-3pxp",
                "SECRET=JBSWY3DPEHPK3PXP"
            })
    void takesBareKeysWithTheDefaults(String pasted) {
        // When
        Authenticator authenticator =
                AuthenticatorKey.parse(pasted).orElseThrow().authenticator();
        // Then
        assertThat(authenticator.algorithm()).isEqualTo(HashAlgorithm.SHA1);
        assertThat(authenticator.form()).isEqualTo(CodeForm.SIX_DIGITS);
        assertThat(authenticator.periodSeconds()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "otpauth://totp/Example:me@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Example",
                "otpauth://totp/Example:me?secret=JBSWY3DPEHPK3PXP&issuer=Another",
                "OTPAUTH://totp/x?secret=JBSWY3DPEHPK3PXP",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=6",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=7",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=8",
                "otpauth://totp/x?secret=jbswy3dpehpk3pxp&image=https%3A%2F%2Fexample.com%2Fa.png",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&algorithm=SHA1",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&algorithm=SHA256",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&algorithm=SHA512&period=45",
                "otpauth://totp/?secret=JBSWY3DPEHPK3PXP"
            })
    void takesUrisAndStoresThemWhole(String uri) {
        assertThat(AuthenticatorKey.parse(uri))
                .hasValueSatisfying(key -> assertThat(key.reveal()).isEqualTo(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "---",
                "A",
                "ABC",
                "ABCDEF",
                "JBSWY3DPEHPK3PXP=",
                "JBSWY3DPEHPK3PX1",
                "JBSWY3DPEHPK3PX0",
                "not a key!",
                "ſBSWY3DPEHPK3PXP",
                "OP_TOTP",
                "BW_TOTP",
                "AZ_TOTP",
                "placeholder_a1b2_totp",
                "https://example.com/?secret=",
                "https://example.com/?secret=0189",
                "otpauth://[",
                "otpauth://totp",
                "otpauth://totp/x",
                "otpauth://totp/x?secret=",
                "otpauth://totp/x?secret=0189",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&algorithm=MD5",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=5",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=9",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=10",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=0",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=-30",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=soon",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&issuer=A&issuer=A",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&issuer=A&%69ssuer=A",
                "otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP&counter=1",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&counter=1",
                "otpauth%3A%2F%2Fhotp%2Fx%3Fsecret%3DJBSWY3DPEHPK3PXP%26counter%3D1"
            })
    void refusesEverythingElse(String pasted) {
        assertThat(AuthenticatorKey.parse(pasted)).isEmpty();
    }

    @Test
    void decodesAWhollyEncodedUri() {
        // Given
        String encoded = "otpauth%3A%2F%2Ftotp%2Fx%3Fsecret%3DJBSWY3DPEHPK3PXP%26digits%3D8";
        // When
        AuthenticatorKey key = AuthenticatorKey.parse(encoded).orElseThrow();
        // Then
        assertThat(key.reveal()).isEqualTo("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=8");
        assertThat(key.authenticator().form()).isEqualTo(CodeForm.EIGHT_DIGITS);
    }

    @Test
    void removesWhiteSpaceInsideAUri() {
        assertThat(AuthenticatorKey.parse(" otpauth://totp/My Bank:me?secret=JBSW Y3DP EHPK 3PXP "))
                .hasValueSatisfying(
                        key -> assertThat(key.reveal()).isEqualTo("otpauth://totp/MyBank:me?secret=" + SECRET));
    }

    @Test
    void storesABareKeyWithoutSpacesAndDashes() {
        assertThat(AuthenticatorKey.parse("jbsw-y3dp ehpk 3pxp"))
                .hasValueSatisfying(key -> assertThat(key.reveal()).isEqualTo("jbswy3dpehpk3pxp"));
    }

    @Test
    void decodesTheSameBytesHoweverItIsWritten() {
        byte[] expected = AuthenticatorKey.parse(SECRET)
                .orElseThrow()
                .authenticator()
                .seed()
                .reveal();
        assertThat(AuthenticatorKey.parse("otpauth://totp/x?secret=jbswy3dpehpk3pxp")
                        .orElseThrow()
                        .authenticator()
                        .seed()
                        .reveal())
                .isEqualTo(expected)
                .isEqualTo(
                        new byte[] {'H', 'e', 'l', 'l', 'o', '!', (byte) 0xde, (byte) 0xad, (byte) 0xbe, (byte) 0xef});
    }
}

package dev.postern.credential.pasted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.totp.Authenticator;
import java.time.Instant;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What apps, sites and people write around a key, and what is refused in words rather than read wrongly. */
class KeyDialectsTest {
    private static final String SECRET = "JBSWY3DPEHPK3PXP";
    private static final String BASE = "otpauth://totp/Acme:me?secret=" + SECRET;
    private static final long TIME = 1_700_000_000L;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256",
                "SHA-256",
                "Sha_256",
                "HmacSHA256",
                "hmac-sha256",
                "HMAC-SHA-256",
                "SHA256HMAC",
                "%53HA256"
            })
    void takesTheNamesThatAppsGiveAHashFunction(String name) {
        assertThat(codeOf(BASE + "&algorithm=" + name)).isEqualTo(expected("SHA256", 6, 30));
        assertThat(codeOf(BASE + "&algo=" + name + "&digits=8")).isEqualTo(expected("SHA256", 8, 30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lock=true",
                "icon=https%3A%2F%2Facme.example%2Fa.png",
                "color=FF0000",
                "codeDisplay=%7B%22pinned%22%3Atrue%2C%22tags%22%3A%5B%22a%22%5D%7D",
                "tags=work%2Chome",
                "group=Work",
                "account=me",
                "imageUrl=https://acme.example/a.png",
                "origin=acme.example&used_frequency=4"
            })
    void leavesOutWhatAnAppKeepsForItsScreen(String parameter) {
        assertThat(codeOf(BASE + '&' + parameter + "&digits=8&algorithm=SHA512&period=60"))
                .isEqualTo(expected("SHA512", 8, 60));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JBSW%20Y3DP%20EHPK%203PXP",
                "JBSW+Y3DP+EHPK+3PXP",
                "JBSW Y3DP EHPK 3PXP",
                "jbsw-y3dp-ehpk-3pxp",
                "JBSW%2DY3DP%2DEHPK%2D3PXP",
                "JBSW\u2011Y3DP\u2011EHPK\u20113PXP",
                "JBSW\u200bY3DP\u00adEHPK\u20603PXP",
                "JBSW%E2%80%8BY3DPEHPK3PXP",
                "\u202aJBSWY3DPEHPK3PXP\u202c",
                "ＪＢＳＷY3DPEHPK3PXP"
            })
    void takesASecretInGroupsAndWithWhatNobodySees(String secret) {
        assertThat(codeOf("otpauth://totp/Acme:me?secret=" + secret + "&digits=8"))
                .isEqualTo(expected("SHA1", 8, 30));
        assertThat(codeOf("otpauth://totp/Acme:me?digits=8&secret=" + secret)).isEqualTo(expected("SHA1", 8, 30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"URI\"",
                "'URI'",
                "“URI”",
                "<URI>",
                "(URI)",
                "`URI`",
                "Please scan URI.",
                "URI, thanks",
                "Enter the 8-digit code from URI in your app",
                "<a href=\"URI\">scan</a>",
                "uri: URI\nnote: mine"
            })
    void takesAUriBetweenQuotesAndWords(String around) {
        assertThat(codeOf(around.replace("URI", BASE + "&algorithm=SHA256&period=60&digits=8")))
                .isEqualTo(expected("SHA256", 8, 60));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apple-otpauth://totp/",
                "optauth://totp/",
                "otpauth:totp/",
                "otpauth:///totp/",
                "otpauth//totp/",
                "OTPAUTH://TOTP/",
                "otp-auth://totp/",
                "otpauth: //totp/",
                "totp://totp/"
            })
    void takesASchemeThatIsWrittenInAnotherWay(String scheme) {
        assertThat(codeOf(scheme + "Acme:me?secret=" + SECRET + "&digits=8")).isEqualTo(expected("SHA1", 8, 30));
        assertThat(codeOf(scheme + "Acme:me?SECRET=" + SECRET + "&DIGITS=8")).isEqualTo(expected("SHA1", 8, 30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://qr.example/?size=200x200&data=otpauth%3A%2F%2Ftotp%2FAcme%3Fsecret%3DJBSWY3DPEHPK3PXP%26digits%3D8",
                "https://qr.example/?chl=otpauth%3A%2F%2Ftotp%2FAcme%3Fsecret%3DJBSWY3DPEHPK3PXP%26digits%3D8&chs=200&cht=qr",
                "https://go.example/?u=https%3A%2F%2Fqr.example%2F%3Fd%3Dotpauth%253A%252F%252Ftotp%252FA%253Fsecret%253DJBSWY3DPEHPK3PXP%2526digits%253D8",
                "https://qr.example/?d=otpauth://totp/Acme?secret=JBSWY3DPEHPK3PXP&digits=8",
                "https://acme.example/2fa?step=2&secret=JBSWY3DPEHPK3PXP&digits=8",
                "secret=JBSWY3DPEHPK3PXP&digits=8",
                "key=JBSWY3DPEHPK3PXP&size=8&step=30&type=Totp&encoding=Base32",
                "{\\\"uri\\\":\\\"otpauth:\\/\\/totp\\/x?secret=JBSWY3DPEHPK3PXP\\u0026digits=8\\\"}",
                "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&#38;digits=8"
            })
    void takesAnAddressThatHoldsTheUriOrItsParameters(String pasted) {
        assertThat(codeOf(pasted)).isEqualTo(expected("SHA1", 8, 30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "steam://JBSWY3DPEHPK3PXP",
                "Steam://jbsw y3dp ehpk 3pxp",
                "'steam://JBSWY3DPEHPK3PXP'",
                "otpauth://steam/Steam:me?secret=JBSWY3DPEHPK3PXP",
                "otpauth://steam/me?secret=JBSWY3DPEHPK3PXP&digits=5&algorithm=SHA1&period=30",
                "otpauth://totp/Steam:me?secret=JBSWY3DPEHPK3PXP&digits=5&issuer=Steam",
                "otpauth://totp/Steam:me?secret=JBSWY3DPEHPK3PXP&encoder=Steam"
            })
    void takesSteamsKeys(String pasted) {
        // Given
        String steam = codeOf("otpauth://totp/Steam:me?secret=JBSWY3DPEHPK3PXP&encoder=steam");
        // Then
        assertThat(steam).matches("[2-9B-Y]{5}");
        assertThat(codeOf(pasted)).isEqualTo(steam);
    }

    @ParameterizedTest
    @CsvSource({
        "CikKFAABAgMEBQYHCAkKCwwNDg8QERITEgVBbGljZRoEQWNtZSACKAIwAhABGAEgAA==, SHA256, 8",
        "CikKFAABAgMEBQYHCAkKCwwNDg8QERITEgVBbGljZRoEQWNtZSABKAEwAhABGAEgAA%3D%3D, SHA1, 6"
    })
    void takesTheExportOfOneAccount(String data, String algorithm, int digits) {
        // Given
        byte[] secret = new byte[20];
        for (byte i = 0; i < secret.length; i++) {
            secret[i] = i;
        }
        // Then
        assertThat(codeOf("otpauth-migration://offline?data=" + data))
                .isEqualTo(KeyLawsTest.code(secret, algorithm, digits, 30, TIME));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '|', textBlock = """
            TWICE, &digits=6&digits=8
            TWICE, &secret=GEZDGNBVGY3TQOJQ
            TWICE, &period=30&step=60
            TWICE, &algorithm=SHA1&algo=SHA256
            ALGORITHM, &algorithm=SHA384
            ALGORITHM, &algorithm=MD5
            ALGORITHM, &algorithm=SHA
            DIGITS, &digits=10
            DIGITS, &digits=5
            DIGITS, &digits=six
            DIGITS, &digits=8.0
            DIGITS, &digits=8;period=60
            PERIOD, &period=30s
            PERIOD, &period=0
            ENCODER, &encoder=other
            ENCODER, &encoder=steam&algorithm=SHA256
            UNKNOWN, &offset=5
            UNKNOWN, &pin=1234
            UNKNOWN, &hashing=2
            BY_COUNTER, &counter=1
            BY_COUNTER, &type=hotp
            BESIDE, &issuer=Acme#digits=8
            BESIDE, &period=30 (8 digits)
            BESIDE, &digits=6 with SHA-256
            BESIDE, &digits=6 every 60 seconds
            TWO_KEYS, &digits=6 or otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ
            """)
    void refusesWhatItCannotBeSureOf(KeyFault fault, String end) {
        assertThat(AuthenticatorKey.read(BASE + end)).isEqualTo(new KeyReading.Refused<AuthenticatorKey>(fault));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NO_KEY     | Key: JBSW Y3DP EHPK 3PXP
            WORDS      | secret JBSWY3DPEHPK3PXPJBSWY3DPEH
            WORDS      | JBSWY3DPEHPK3PXPJBSWY3DPEH SHA256
            WORDS      | otpauth://totp/x?secret=JBSWY3DPEHPK3PXP thank you
            LETTERS    | 10X4 DZFR HJXK EF8B
            LETTERS    | aGVsbG8gd29ybGQgMTIzNDU2Nzg=
            LENGTH     | JBSWY3DPE
            NO_SECRET  | otpauth://totp/Acme:me
            NO_SECRET  | otpauth://totp/Acme:me?digits=8
            OTHER_KIND | otpauth://yaotp/Acme:me?secret=JBSWY3DPEHPK3PXP
            OTHER_KIND | otpauth://Acme:me?secret=JBSWY3DPEHPK3PXP&digits=8
            BY_COUNTER | see otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP&counter=5
            BY_COUNTER | https://qr.example/?d=otpauth%3A%2F%2Fhotp%2Fx%3Fsecret%3DJBSWY3DPEHPK3PXP
            EXPORT     | otpauth-migration://offline?data=!!!
            EXPORT     | otpauth-migration://offline?data=CgMKAQEKAwoBAg==
            EXPORT     | otpauth-migration://offline?data=
            """)
    void saysWhatIsWrong(KeyFault fault, String pasted) {
        assertThat(AuthenticatorKey.read(pasted)).isEqualTo(new KeyReading.Refused<AuthenticatorKey>(fault));
    }

    @Test
    void keepsADialectAsAUriThatSkyvernTakes() {
        assertThat(AuthenticatorKey.parse("'apple-otpauth://totp/Acme:me%20too?SECRET=JBSW-Y3DP-EHPK-3PXP"
                                + "&algorithm=HmacSHA512&digits=8&period=60&lock=true&issuer=Acme & Co'")
                        .orElseThrow()
                        .reveal())
                .isEqualTo("otpauth://totp/Acme:me%20too?secret=JBSWY3DPEHPK3PXP"
                        + "&algorithm=SHA512&digits=8&period=60&issuer=Acme");
    }

    private static String codeOf(String pasted) {
        AuthenticatorKey key = AuthenticatorKey.parse(pasted).orElseThrow();
        String code = code(key.authenticator());
        assertThat(code(AuthenticatorKey.parse(key.reveal()).orElseThrow().authenticator()))
                .isEqualTo(code);
        return code;
    }

    private static String code(Authenticator authenticator) {
        return authenticator
                .codeAt(authenticator.stepAt(Instant.ofEpochSecond(TIME)))
                .reveal();
    }

    private static String expected(String algorithm, int digits, int period) {
        return KeyLawsTest.code(new Base32().decode(SECRET), algorithm, digits, period, TIME);
    }
}

package dev.postern.credential.pasted;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScannedTextTest {
    private static final String EXPORT_OF_ONE =
            "otpauth-migration://offline?data=CiUKCkhlbGxvId6tvu8SC0FjbWU6YW5uYUBlGgRBY21lIAEoATAC";

    @Test
    void aKeyTellsItsSettings() {
        String uri =
                "otpauth://totp/Acme%20Co:anna@example.com?secret=JBSWY3DPEHPK3PXP&algorithm=SHA256&digits=8&period=60";

        assertThat(ScannedText.of(uri))
                .isEqualTo(new ScannedText.Key(
                        ScannedText.Kind.TIME, uri, 8, "SHA256", 60, "Acme Co", "anna@example.com", false));
    }

    @Test
    void whatAKeyLeavesOutIsUsual() {
        assertThat(ScannedText.of("otpauth://totp/?secret=JBSWY3DPEHPK3PXP"))
                .isInstanceOfSatisfying(ScannedText.Key.class, key -> {
                    assertThat(key.digits()).isEqualTo(6);
                    assertThat(key.periodSeconds()).isEqualTo(30);
                    assertThat(key.algorithm()).isEqualTo("SHA1");
                    assertThat(key.issuer()).isNull();
                    assertThat(key.account()).isNull();
                });
    }

    @Test
    void otherKindsOfKeysAreTold() {
        assertThat(ScannedText.of("otpauth://hotp/Acme:anna?secret=JBSWY3DPEHPK3PXP&counter=4"))
                .isInstanceOfSatisfying(ScannedText.Key.class, key -> {
                    assertThat(key.kind()).isEqualTo(ScannedText.Kind.COUNTER);
                    assertThat(key.periodSeconds()).isNull();
                });
        assertThat(ScannedText.of("steam://JBSWY3DPEHPK3PXP")).isInstanceOfSatisfying(ScannedText.Key.class, key -> {
            assertThat(key.kind()).isEqualTo(ScannedText.Kind.STEAM);
            assertThat(key.digits()).isEqualTo(5);
        });
    }

    @Test
    void anExportOfOneAccountIsAKey() {
        assertThat(ScannedText.of(EXPORT_OF_ONE)).isInstanceOfSatisfying(ScannedText.Key.class, key -> {
            assertThat(key.exported()).isTrue();
            assertThat(key.issuer()).isEqualTo("Acme");
            assertThat(AuthenticatorKey.parse(key.key())).isPresent();
        });
        assertThat(ScannedText.of("otpauth-migration://offline?data=AAAA"))
                .isEqualTo(new ScannedText.Unusable(KeyFault.EXPORT, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm=MD5",
                "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=12",
                "otpauth://totp/a?issuer=b",
                "otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP",
                "otpauth://yaotp/a?secret=JBSWY3DPEHPK3PXP"
            })
    void aKeyThatCannotBeUsedIsNamed(String text) {
        assertThat(ScannedText.of(text)).isInstanceOf(ScannedText.Unusable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "https://example.com/", "WIFI:S:home;T:WPA;P:secret;;", "JBSWY3DPEHPK3PXP", "4006381333931"})
    void anythingElseIsNoKey(String text) {
        assertThat(ScannedText.of(text)).isEqualTo(new ScannedText.Other());
    }
}

package dev.postern.credential.imports.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PasswordKeyTest {
    private static final byte[] SALT = new byte[16];

    @Test
    void pbkdf2AndScryptMakeTheKeysOfTheirDocuments() throws UnreadableExport {
        // RFC 7914, section 11 and 12: the first half of each key.
        assertThat(PasswordKey.pbkdf2Sha256("Password", "NaCl".getBytes(StandardCharsets.US_ASCII), 80_000))
                .asHexString()
                .isEqualToIgnoringCase("4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");
        assertThat(PasswordKey.scrypt(
                        "pleaseletmein", "SodiumChloride".getBytes(StandardCharsets.US_ASCII), 16_384, 8, 1))
                .asHexString()
                .isEqualToIgnoringCase("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2");
        // RFC 6070, its fourth example, which has 20 bytes.
        assertThat(Arrays.copyOf(
                        PasswordKey.pbkdf2Sha1("password", "salt".getBytes(StandardCharsets.US_ASCII), 4096), 20))
                .isEqualTo(HexFormat.of().parseHex("4b007901b765489abead49d926f721d065a429c1"));
    }

    @Test
    void aCostThatWouldKeepTheServiceBusyIsRefusedBeforeItIsPaid() {
        refused(() -> PasswordKey.pbkdf2Sha256("p", SALT, 2_000_000_000L));
        refused(() -> PasswordKey.pbkdf2Sha256("p", SALT, 0));
        refused(() -> PasswordKey.pbkdf2Sha1("p", SALT, -1));
        refused(() -> PasswordKey.scrypt("p", SALT, 1L << 40, 8, 1));
        refused(() -> PasswordKey.scrypt("p", SALT, 1L << 20, 64, 16));
        refused(() -> PasswordKey.scrypt("p", SALT, 1000, 8, 1));
        refused(() -> PasswordKey.scrypt("p", SALT, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
        refused(() -> PasswordKey.argon2id("p", SALT, Long.MAX_VALUE, 1, 1));
        refused(() -> PasswordKey.argon2id("p", SALT, 64 * 1024L, Long.MAX_VALUE, 1));
        refused(() -> PasswordKey.argon2id("p", SALT, 0, 1, 1));
        refused(() -> PasswordKey.argon2id("p", SALT, 1024, 1, 1L << 33));
    }

    private static void refused(ThrowingCallable making) {
        assertThatExceptionOfType(UnreadableExport.class)
                .isThrownBy(making)
                .satisfies(unreadable -> assertThat(unreadable.reason()).isEqualTo(Reason.ENCRYPTION_UNSUPPORTED));
    }
}

package dev.postern.credential.imports.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretStreamTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] KEY = HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    @Test
    void aStreamsKeyIsThatOfTheDraftsExample() {
        // draft-irtf-cfrg-xchacha-03, section 2.2.1
        assertThat(SecretStream.subkey(KEY, HEX.parseHex("000000090000004a0000000031415927")))
                .asHexString()
                .isEqualToIgnoringCase("82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc");
    }

    /** Sealed by libsodium 1.0.20. */
    @ParameterizedTest
    @CsvSource({
        "'',0,d6fc328467ab4546396a251453fd6975b1b071e3ab56c16e,6bde86d700c4fb587bfc47385cac2b3a23",
        "a,1,670b064bf180b18d36e1c27ce206e9636121be37eb7ed7da,97374ef4f2d648a5921e9c4ca242614daa80",
        "x,16,6e479428695dddf0746809aac765cc627f0f97f41314b401,"
                + "900e331bffec7ec62a245619877e292cfa816854ca21bb3548794a010a94aad038",
        "y,63,0ac918196b65532e717e42eaa449726c628c0383437623d1,"
                + "c6f43ced5c749312367216848eaaccf05e5d837a6a29b1badf33e4702987614b2b90eb3668eed322e61d49687c088b322855f7"
                + "a56b74f1a6e4611415cd51c6a59a05cfb66fa9eb4e59f4d365b4044ef5"
    })
    void opensWhatLibsodiumSealed(String letter, int times, String header, String sealed) throws UnreadableExport {
        assertThat(SecretStream.first(KEY, HEX.parseHex(header), HEX.parseHex(sealed)))
                .isEqualTo(letter.repeat(times).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aByteThatWasChangedIsNoticedWhereverItStands() {
        // Given
        byte[] header = HEX.parseHex("6e479428695dddf0746809aac765cc627f0f97f41314b401");
        byte[] sealed = HEX.parseHex("900e331bffec7ec62a245619877e292cfa816854ca21bb3548794a010a94aad038");
        // Then
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatExceptionOfType(UnreadableExport.class)
                    .isThrownBy(() -> SecretStream.first(KEY, header, changed))
                    .satisfies(unreadable -> assertThat(unreadable.reason()).isEqualTo(Reason.PASSWORD_WRONG));
        }
    }
}

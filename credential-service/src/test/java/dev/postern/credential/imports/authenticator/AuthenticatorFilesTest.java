package dev.postern.credential.imports.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.imports.Reading;
import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.imports.entry.ExportReader;
import dev.postern.credential.imports.entry.Format;
import dev.postern.credential.imports.entry.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.api.Test;

/** The files of authenticator apps, written here as the apps write them. */
class AuthenticatorFilesTest {
    private static final String PASSWORD = "correct hörse";
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] NONCE = HEX.parseHex("00112233445566778899aabb");
    private static final byte[] SALT = HEX.parseHex("0f0e0d0c0b0a090807060504030201000f0e0d0c0b0a09080706050403020100");

    private static final String AEGIS_CONTENT = """
            {"version":3,"entries":[
             {"type":"totp","uuid":"u1","name":"me","issuer":"Example","note":"a note","favorite":true,"icon":"aWNvbg==",
              "icon_mime":"image/png","info":{"secret":"JBSWY3DPEHPK3PXP","algo":"SHA512","digits":7,"period":20},"groups":["g1"]},
             {"type":"hotp","uuid":"u2","name":"you","issuer":"Counting","note":"","favorite":false,"icon":null,
              "info":{"secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","algo":"SHA1","digits":6,"counter":10300},"groups":[]},
             {"type":"steam","uuid":"u3","name":"gamer","issuer":"Games","info":
              {"secret":"JBSWY3DPEHPK3PXP","algo":"SHA1","digits":5,"period":30}},
             {"type":"motp","uuid":"u4","name":"x","issuer":"Mobile","info":{"secret":"ABCD","algo":"MD5","digits":6,"period":10,"pin":"1234"}},
             {"type":"totp","uuid":"u5","name":"y","issuer":"Hashed","info":{"secret":"JBSWY3DPEHPK3PXP","algo":"MD5","digits":6,"period":30}},
             17
            ],"groups":[{"uuid":"g1","name":"Work"}],"icons_optimized":true}""";

    @Test
    void aegisComesOverPlainAndEncrypted() throws GeneralSecurityException {
        // Given
        Reading reading = new Reading(new Aegis());
        String plain = "{\"version\":1,\"header\":{\"slots\":null,\"params\":null},\"db\":" + AEGIS_CONTENT + "}";
        // When
        List<Entry> entries = reading.entries(Format.AEGIS, plain);
        List<Entry> opened = reading.export(Format.AEGIS, Content.of(encryptedAegis()), PASSWORD)
                .entries();
        // Then
        assertThat(opened).isEqualTo(entries);
        assertThat(entries)
                .extracting(Reading::line)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("Example|me||otpauth://totp/")
                                .contains("algorithm=SHA512", "digits=7", "period=20"),
                        line -> assertThat(line)
                                .startsWith("Counting|you||otpauth://hotp/")
                                .contains("counter=10300"),
                        line -> assertThat(line).startsWith("Games|gamer||").contains("encoder=steam"),
                        line -> assertThat(line).isEqualTo("Mobile|UNUSABLE_KEY"),
                        line -> assertThat(line).isEqualTo("Hashed|UNUSABLE_KEY"),
                        line -> assertThat(line).isEqualTo("Imported login|UNUSABLE_KEY"));
        assertThat(Reading.notKept(entries.getFirst())).containsExactly("note", "groups");
        assertThat(Reading.notKept(entries.get(3))).contains("info.pin");
    }

    @Test
    void anEncryptedFileSaysWhetherItsPasswordIsMissingOrWrong() throws GeneralSecurityException {
        // Given
        Content aegis = Content.of(encryptedAegis());
        Content twoFas = Content.of(encryptedTwoFas());
        Content andOtp = new Content(encryptedAndOtp());
        // Then
        for (var file : List.of(
                new Object[] {new Aegis(), aegis},
                new Object[] {new TwoFas(), twoFas},
                new Object[] {new AndOtp(), andOtp},
                new Object[] {new Ente(), Content.of(ENTE)})) {
            Reading reading = new Reading((ExportReader) file[0]);
            assertThat(reading.refusal((Content) file[1], null)).isEqualTo(Reason.PASSWORD_MISSING);
            assertThat(reading.refusal((Content) file[1], "another")).isEqualTo(Reason.PASSWORD_WRONG);
        }
    }

    @Test
    void aVaultThatOpensByAFingerAloneIsRefusedPlainly() {
        String vault = """
                {"version":1,"header":{"slots":[{"type":2,"uuid":"u","key":"00","key_params":{"nonce":"00","tag":"00"}}],
                 "params":{"nonce":"00112233445566778899aabb","tag":"00"}},"db":"AAAA"}""";
        assertThat(new Reading(new Aegis()).refusal(Content.of(vault), PASSWORD))
                .isEqualTo(Reason.ENCRYPTION_UNSUPPORTED);
    }

    private static final String TWO_FAS_SERVICES = """
            [{"name":"Example","secret":"JBSWY3DPEHPK3PXP","updatedAt":1,"otp":{"link":"otpauth://totp/x?secret=JBSWY3DPEHPK3PXP",
              "label":"me","account":"me","issuer":"Example Inc","digits":6,"period":60,"algorithm":"SHA256","tokenType":"TOTP","source":"Link"},
              "order":{"position":0},"icon":{"selected":"Label"},"badge":{"color":"Red"},"groupId":"g"},
             {"name":"Counting","secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","otp":{"account":"you","digits":6,"algorithm":"SHA1",
              "counter":50,"tokenType":"HOTP","source":"Manual"},"order":{"position":1}},
             {"name":"Games","secret":"JBSWY3DPEHPK3PXP","otp":{"account":"gamer","digits":5,"period":30,"algorithm":"SHA1","tokenType":"STEAM"}},
             {"name":"Old","secret":"JBSWY3DPEHPK3PXP","otp":{}},
             {"name":"","secret":"JBSWY3DPEHPK3PXP","serviceTypeID":"s","otp":{"label":"Labelled:them"}},
             {"name":"Bare","secret":"JBSWY3DPEHPK3PXP","otp":{"label":"us@example.com"}}]""";

    @Test
    void twoFasComesOverPlainAndEncrypted() throws GeneralSecurityException {
        // Given
        Reading reading = new Reading(new TwoFas());
        String plain = "{\"services\":" + TWO_FAS_SERVICES
                + ",\"groups\":[],\"schemaVersion\":4,\"appVersionCode\":5000009,\"appOrigin\":\"android\"}";
        // When
        List<Entry> entries = reading.entries(Format.TWO_FAS, plain);
        // Then
        assertThat(reading.export(Format.TWO_FAS, Content.of(encryptedTwoFas()), PASSWORD)
                        .entries())
                .isEqualTo(entries);
        assertThat(entries)
                .extracting(Reading::line)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("Example|me||otpauth://totp/")
                                .contains("period=60", "algorithm=SHA256"),
                        line -> assertThat(line)
                                .startsWith("Counting|you||otpauth://hotp/")
                                .contains("counter=50"),
                        line -> assertThat(line).startsWith("Games|gamer||").contains("encoder=steam"),
                        line -> assertThat(line).startsWith("Old|||otpauth://totp/"),
                        line -> assertThat(line).startsWith("Labelled|them||otpauth://totp/"),
                        line -> assertThat(line).startsWith("Bare|us@example.com||otpauth://totp/"));
        assertThat(Reading.notKept(entries.getFirst())).containsExactly("badge", "groupId");
    }

    private static final String AND_OTP = """
            [{"secret":"JBSWY3DPEHPK3PXP","issuer":"Example","label":"me","digits":6,"type":"TOTP","algorithm":"SHA1",
              "thumbnail":"Default","last_used":1608146844162,"used_frequency":0,"period":30,"tags":["work"]},
             {"secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","label":"Counting - you","digits":7,"type":"HOTP","algorithm":"SHA256",
              "thumbnail":"Default","last_used":1,"used_frequency":0,"counter":50,"tags":[]},
             {"secret":"JBSWY3DPEHPK3PXP","issuer":"Games","label":"gamer","digits":5,"type":"STEAM","algorithm":"SHA1","tags":[]}]""";

    @Test
    void andOtpComesOverPlainAndEncrypted() throws GeneralSecurityException {
        // Given
        Reading reading = new Reading(new AndOtp());
        // When
        List<Entry> entries = reading.entries(Format.ANDOTP, AND_OTP);
        // Then
        assertThat(reading.export(Format.ANDOTP, new Content(encryptedAndOtp()), PASSWORD)
                        .entries())
                .isEqualTo(entries);
        assertThat(entries)
                .extracting(Reading::line)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Example|me||otpauth://totp/"),
                        line -> assertThat(line)
                                .startsWith("Counting|you||otpauth://hotp/")
                                .contains("counter=50", "digits=7"),
                        line -> assertThat(line).startsWith("Games|gamer||").contains("encoder=steam"));
        assertThat(Reading.notKept(entries.getFirst())).containsExactly("tags");
    }

    /** Written with libsodium 1.0.20: Argon2id with 8 MiB and 3 passes, and one message of its stream. */
    private static final String ENTE = """
            {"version": 1, "kdfParams": {"memLimit": 8388608, "opsLimit": 3, "salt": "AAECAwQFBgcICQoLDA0ODw=="},
             "encryptedData": "7Ae7OB+q7WW7mKxBXKtlGbIF34nMqo6WRAEHsLykJKqrrwPZ/G3VBWVA+8aQr0xDoQhPhApzkIIh5D7v9bnaz9NPgWMkQkz662pFow\
            RJuVokV/SzAKIv5doOJJhClG2OTwJdb33KacjBgUSoe9ftUqhx9outxZc0Y6J18TlCKiH+5e5aVwpeOT4E/fK2i5sXUD4AoM/StCoVIVBHOy0BajYSlmcGQEZ1Jbw6Ga\
            G58ct1n5R30VWWhG8Q7+v7Jzrdjvzc7dQxjZIuUTjj/dNatz1A2ZQ=", "encryptionNonce": "NeIvhjIzkGIkwWFHRsXdlfmQFNVxx/f5"}""";

    @Test
    void enteComesOverEncrypted() {
        // When
        List<Entry> entries = new Reading(new Ente())
                .export(Format.ENTE, Content.of(ENTE), "correct horse")
                .entries();
        // Then
        assertThat(entries)
                .extracting(Reading::line)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Example|me||otpauth://totp/"),
                        line -> assertThat(line)
                                .startsWith("Example|you||otpauth://hotp/")
                                .contains("counter=7"));
        assertThat(Reading.notKept(entries.getFirst())).containsExactly("note");
    }

    /** One key for the content; the password's slot stands behind one of a finger's, and another password's. */
    private static String encryptedAegis() throws GeneralSecurityException {
        byte[] master = new byte[32];
        Arrays.fill(master, (byte) 7);
        byte[] key = SCrypt.generate(PASSWORD.getBytes(StandardCharsets.UTF_8), SALT, 1024, 8, 1, 32);
        byte[] wrapped = gcm(key, master);
        byte[] other = gcm(master, master);
        byte[] content = gcm(master, AEGIS_CONTENT.getBytes(StandardCharsets.UTF_8));
        return """
                {"version":1,"header":{"slots":[
                  {"type":2,"uuid":"f","key":"%1$s","key_params":{"nonce":"%3$s","tag":"%2$s"}},
                  {"type":1,"uuid":"o","key":"%4$s","key_params":{"nonce":"%3$s","tag":"%5$s"},"n":1024,"r":8,"p":1,"salt":"%6$s"},
                  {"type":1,"uuid":"p","key":"%1$s","key_params":{"nonce":"%3$s","tag":"%2$s"},"n":1024,"r":8,"p":1,"salt":"%6$s","repaired":true}],
                 "params":{"nonce":"%3$s","tag":"%7$s"}},"db":"%8$s"}""".formatted(
                        HEX.formatHex(body(wrapped)),
                        HEX.formatHex(tag(wrapped)),
                        HEX.formatHex(NONCE),
                        HEX.formatHex(body(other)),
                        HEX.formatHex(tag(other)),
                        HEX.formatHex(SALT),
                        HEX.formatHex(tag(content)),
                        Base64.getEncoder().encodeToString(body(content)));
    }

    private static String encryptedTwoFas() throws GeneralSecurityException {
        byte[] key = pbkdf2("PBKDF2WithHmacSHA256", SALT, 10_000);
        Base64.Encoder base64 = Base64.getEncoder();
        return "{\"services\":[],\"servicesEncrypted\":\""
                + base64.encodeToString(gcm(key, TWO_FAS_SERVICES.getBytes(StandardCharsets.UTF_8)))
                + ":" + base64.encodeToString(SALT)
                + ":" + base64.encodeToString(NONCE)
                + "\",\"reference\":\"x:y:z\",\"schemaVersion\":4}";
    }

    private static byte[] encryptedAndOtp() throws GeneralSecurityException {
        byte[] salt = Arrays.copyOf(SALT, 12);
        byte[] sealed = gcm(pbkdf2("PBKDF2WithHmacSHA1", salt, 1500), AND_OTP.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(28 + sealed.length)
                .putInt(1500)
                .put(salt)
                .put(NONCE)
                .put(sealed)
                .array();
    }

    private static byte[] pbkdf2(String name, byte[] salt, int rounds) throws GeneralSecurityException {
        return SecretKeyFactory.getInstance(name)
                .generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), salt, rounds, 256))
                .getEncoded();
    }

    private static byte[] gcm(byte[] key, byte[] plain) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, NONCE));
        return cipher.doFinal(plain);
    }

    private static byte[] body(byte[] sealed) {
        return Arrays.copyOf(sealed, sealed.length - 16);
    }

    private static byte[] tag(byte[] sealed) {
        return Arrays.copyOfRange(sealed, sealed.length - 16, sealed.length);
    }
}

package dev.postern.credential.imports.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.imports.Reading;
import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.imports.entry.Format;
import dev.postern.credential.imports.entry.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of password managers, written here as the applications write them. */
class PasswordFilesTest {
    private static final String PASSWORD = "correct hörse";
    private static final String SALT = "c2FsdCBvZiAxNiBieXRlcw==";
    private static final byte[] VECTOR = new byte[16];

    private static final String BITWARDEN = """
            {"encrypted":false,"folders":[{"id":"f","name":"Work"}],"items":[
             {"id":"1","organizationId":null,"folderId":"f","type":1,"reprompt":0,"name":"Example","notes":"a note","favorite":true,
              "fields":[{"name":"pin","value":"1234","type":1}],"login":{"uris":[{"match":null,"uri":"https://example.com/login"},
              {"match":null,"uri":"https://www.example.com"}],"username":"me","password":"pass","totp":"JBSWY3DPEHPK3PXP",
              "fido2Credentials":[{"credentialId":"c"}]},"passwordHistory":[{"password":"old"}],"collectionIds":null},
             {"type":1,"name":"Steam","login":{"uris":null,"username":null,"password":null,"totp":"steam://JBSWY3DPEHPK3PXP"}},
             {"type":2,"name":"A note","secureNote":{"type":0}},
             {"type":3,"name":"A card","card":{"number":"4111"}},
             {"type":1,"name":"","login":{"uris":[{"uri":"https://nameless.example"}],"username":"u","password":"p","totp":null}},
             {"type":1,"name":"Bare","login":{}},
             {"type":1}]}""";

    @Test
    void bitwardenComesOver() {
        // When
        List<Entry> entries = new Reading(new Bitwarden()).entries(Format.BITWARDEN, BITWARDEN);
        // Then
        assertThat(entries)
                .extracting(Reading::line)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("Example|me|pass|JBSWY3DPEHPK3PXP|https://example.com/login"),
                        line -> assertThat(line).startsWith("Steam|||").contains("encoder=steam"),
                        line -> assertThat(line).isEqualTo("A note|OTHER_KIND"),
                        line -> assertThat(line).isEqualTo("A card|OTHER_KIND"),
                        line -> assertThat(line).isEqualTo("nameless.example|u|p||https://nameless.example"),
                        line -> assertThat(line).isEqualTo("Bare|EMPTY"),
                        line -> assertThat(line).isEqualTo("Imported login|EMPTY"));
        assertThat(Reading.notKept(entries.getFirst()))
                .containsExactly("uris", "notes", "fields", "passwordHistory", "login.fido2Credentials");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bitwardenComesOverProtectedWithAPassword(boolean argon2id) throws GeneralSecurityException {
        // Given
        Reading reading = new Reading(new Bitwarden());
        Content sealed = Content.of(sealedBitwarden(argon2id));
        // Then
        assertThat(reading.export(Format.BITWARDEN, sealed, PASSWORD).entries())
                .isEqualTo(reading.entries(Format.BITWARDEN, BITWARDEN));
        assertThat(reading.refusal(sealed, "another")).isEqualTo(Reason.PASSWORD_WRONG);
        assertThat(reading.refusal(sealed, null)).isEqualTo(Reason.PASSWORD_MISSING);
    }

    @Test
    void whatOpensInItsAccountAloneIsRefusedPlainly() {
        assertThat(new Reading(new Bitwarden()).refusal(Content.of("""
                                        {"encrypted":true,"encKeyValidation_DO_NOT_EDIT":"2.a|b|c","folders":[],"items":[{"type":1}]}"""), PASSWORD))
                .isEqualTo(Reason.ENCRYPTION_UNSUPPORTED);
    }

    private static final String ONE_PASSWORD = """
            {"accounts":[{"attrs":{"accountName":"A"},"vaults":[{"attrs":{"name":"Private"},"items":[
             {"uuid":"1","favIndex":1,"createdAt":1,"updatedAt":1,"state":"active","categoryUuid":"001","details":{
               "loginFields":[{"value":"me","id":"","name":"user","fieldType":"T","designation":"username"},
                {"value":"pass","id":"","name":"pw","fieldType":"P","designation":"password"},{"value":"x","name":"other","fieldType":"T"}],
               "notesPlain":"a note","sections":[{"title":"","name":"s","fields":[
                {"title":"one-time password","id":"TOTP_1","value":{"totp":"otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=8"}},
                {"title":"pin","id":"p","value":{"concealed":"1234"}},{"title":"empty","id":"e","value":{"string":""}}]}],
               "passwordHistory":[{"value":"old","time":1}]},
              "overview":{"subtitle":"me","urls":[{"label":"","url":"https://example.com"},{"label":"","url":"https://b.example"}],
               "title":"Example","url":"https://example.com","ps":100,"tags":["t"]}},
             {"item":{"uuid":"2","categoryUuid":"005","details":{"password":"p2"},"overview":{"title":"Only a password"}}},
             {"uuid":"3","categoryUuid":"002","details":{},"overview":{"title":"A card"}}]}]}]}""";

    @Test
    void onePasswordComesOverFromItsArchive() throws IOException {
        // When
        List<Entry> entries = new Reading(new OnePasswordArchive())
                .export(
                        Format.ONE_PASSWORD,
                        new Content(archive(
                                "files/a__picture.png",
                                new byte[100],
                                "export.attributes",
                                bytes("{}"),
                                "export.data",
                                bytes(ONE_PASSWORD))),
                        null)
                .entries();
        // Then
        assertThat(entries)
                .extracting(Reading::line)
                .containsExactly(
                        "Example|me|pass|otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=8|https://example.com",
                        "Only a password||p2||",
                        "A card|OTHER_KIND");
        assertThat(Reading.notKept(entries.getFirst()))
                .containsExactly("fields", "urls", "overview.tags", "details.notesPlain", "details.passwordHistory");
        assertThat(entries.getFirst().notices().getFirst().message()).endsWith("not kept: 2.");
    }

    @Test
    void anArchiveThatUnpacksWithoutEndIsRefused() throws IOException {
        // Given
        Reading reading = new Reading(new OnePasswordArchive());
        byte[] zeros = new byte[17 * 1024 * 1024];
        // Then
        assertThat(reading.refusal(new Content(archive("export.data", zeros)), null))
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(reading.refusal(
                        new Content(archive(
                                "a",
                                zeros,
                                "b",
                                zeros,
                                "c",
                                zeros,
                                "d",
                                zeros,
                                "e",
                                zeros,
                                "f",
                                zeros,
                                "g",
                                zeros,
                                "h",
                                zeros,
                                "export.data",
                                bytes("{}"))),
                        null))
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(reading.refusal(new Content(archive("word/document.xml", bytes("x"))), null))
                .isEqualTo(Reason.UNKNOWN_FORMAT);
        assertThat(reading.refusal(new Content(new byte[] {'P', 'K', 3, 4, 1, 2, 3}), null))
                .isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void keePassComesOverFromItsXml() {
        // When
        List<Entry> entries = new Reading(new KeePassXml()).entries(Format.KEEPASSXC, """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <KeePassFile><Meta><Generator>KeePassXC</Generator><RecycleBinUUID>YmluYmluYmluYmluYmluYg==</RecycleBinUUID></Meta>
                <Root><Group><UUID>AAAA</UUID><Name>Root</Name>
                 <Entry><UUID>1</UUID><Tags>work</Tags>
                  <String><Key>Title</Key><Value>Example &amp; &#x43;o</Value></String>
                  <String><Key>UserName</Key><Value>me</Value></String>
                  <String><Key>Password</Key><Value ProtectInMemory="True">p&lt;<![CDATA[a&s]]>s</Value></String>
                  <String><Key>URL</Key><Value>https://example.com</Value></String>
                  <String><Key>Notes</Key><Value>n</Value></String>
                  <String><Key>My PIN is 1234</Key><Value>v</Value></String>
                  <String><Key>otp</Key><Value>otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&amp;period=60</Value></String>
                  <Binary><Key>f.txt</Key><Value Ref="0"/></Binary>
                  <History><Entry><String><Key>Title</Key><Value>Before</Value></String>
                   <String><Key>Password</Key><Value>old</Value></String></Entry></History></Entry>
                 <Group><UUID>BBBB</UUID><Name>Inner</Name>
                  <Entry><String><Key>Title</Key><Value>Seeded</Value></String><String><Key>TOTP Seed</Key><Value>JBSW Y3DP EHPK 3PXP</Value></String>
                   <String><Key>TOTP Settings</Key><Value>60;8</Value></String></Entry>
                  <Entry><String><Key>Title</Key><Value>Steam</Value></String><String><Key>TOTP Seed</Key><Value>JBSWY3DPEHPK3PXP</Value></String>
                   <String><Key>TOTP Settings</Key><Value>30;S</Value></String></Entry>
                  <Entry><String><Key>Title</Key><Value>Hex</Value></String><String><Key>TimeOtp-Secret-Hex</Key><Value>48656C6C6F21DEADBEEF</Value></String>
                   <String><Key>TimeOtp-Algorithm</Key><Value>HMAC-SHA-256</Value></String><String><Key>TimeOtp-Length</Key><Value>8</Value></String></Entry>
                  <Entry><String><Key>Title</Key><Value>Counting</Value></String><String><Key>HmacOtp-Secret</Key><Value>12345678901234567890</Value></String>
                   <String><Key>HmacOtp-Counter</Key><Value>5</Value></String></Entry>
                 </Group>
                 <Group><UUID>YmluYmluYmluYmluYmluYg==</UUID><Name>Recycle Bin</Name>
                  <Entry><String><Key>Title</Key><Value>Gone</Value></String><String><Key>Password</Key><Value>p</Value></String></Entry></Group>
                 <Entry><String><Key>Title</Key><Value>Sealed</Value></String><String><Key>Password</Key><Value Protected="True">AAAA</Value></String></Entry>
                </Group></Root></KeePassFile>""");
        // Then
        assertThat(entries)
                .extracting(Reading::line)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("Example & Co|me|p<a&ss|otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=60"
                                        + "|https://example.com"),
                        line -> assertThat(line)
                                .startsWith("Seeded|||otpauth://totp/")
                                .contains("JBSWY3DPEHPK3PXP", "period=60", "digits=8"),
                        line -> assertThat(line).startsWith("Steam|||").contains("encoder=steam"),
                        line -> assertThat(line)
                                .startsWith("Hex|||")
                                .contains("JBSWY3DPEHPK3PXP", "algorithm=SHA256", "digits=8"),
                        line -> assertThat(line)
                                .startsWith("Counting|||otpauth://hotp/")
                                .contains("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "counter=5"),
                        line -> assertThat(line).isEqualTo("Gone|OTHER_KIND"),
                        line -> assertThat(line).isEqualTo("Sealed|ENCRYPTION_UNSUPPORTED"));
        assertThat(entries.getFirst().notices().toString())
                .contains("attachments", "Notes", "Tags", "strings")
                .doesNotContain("1234");
    }

    @Test
    void whatAnEntryOfKeePassRefersToOthersForIsFollowedOrTold() {
        // When
        List<Entry> entries = new Reading(new KeePassXml()).entries(Format.KEEPASSXC, """
                <KeePassFile><Root><Group>
                 <Entry><UUID>AQIDBAUGBwgJCgsMDQ4PEA==</UUID><String><Key>Title</Key><Value>First</Value></String>
                  <String><Key>UserName</Key><Value>{REF:U@I:1102030405060708090A0B0C0D0E0F10}</Value></String>
                  <String><Key>Password</Key><Value>{REF:P@I:1102030405060708090a0b0c0d0e0f10}</Value></String>
                  <String><Key>URL</Key><Value>cmd://x</Value></String><String><Key>KP2A_URL</Key><Value>https://a.example</Value></String>
                  <String><Key>KPEX_PASSKEY_PRIVATE_KEY_PEM</Key><Value>x</Value></String></Entry>
                 <Entry><UUID>EQIDBAUGBwgJCgsMDQ4PEA==</UUID><String><Key>Title</Key><Value>Second</Value></String>
                  <String><Key>UserName</Key><Value>me</Value></String><String><Key>Password</Key><Value>pass</Value></String></Entry>
                 <Entry><String><Key>Title</Key><Value>Third</Value></String>
                  <String><Key>Password</Key><Value>{REF:P@T:Second}</Value></String></Entry>
                 <Entry><String><Key>Title</Key><Value>Fourth</Value></String><String><Key>UserName</Key><Value>x{REF:U@I:00}</Value></String>
                  <String><Key>Password</Key><Value>{REF:P@I:01020304050607080910111213141516}</Value></String></Entry>
                </Group></Root></KeePassFile>""");
        // Then
        assertThat(entries)
                .extracting(Reading::line)
                .containsExactly("First|me|pass||https://a.example", "Second|me|pass||", "Third|EMPTY", "Fourth|EMPTY");
        assertThat(entries)
                .extracting(Reading::notKept)
                .containsExactly(
                        List.of("passkey", "URL"), List.of(), List.of("Password"), List.of("UserName", "Password"));
    }

    @Test
    void whatLayInTheBinDoesNotComeOverAndWhatWasArchivedDoes() throws IOException {
        // Given
        String bitwarden = """
                {"items":[{"type":1,"name":"binned","deletedDate":"2025-11-02T10:00:00.000Z","login":{"password":"p"}},
                 {"type":1,"name":"kept","deletedDate":null,"archivedDate":"2025-11-02T10:00:00.000Z","login":{"password":"p",
                  "uris":[{"uri":"androidapp://a.b"},{"uri":"https://a.example"}]}}]}""";
        String onePassword = """
                \uFEFF{"accounts":[{"vaults":[{"items":[
                 {"state":"trashed","categoryUuid":"001","details":{},"overview":{"title":"binned"}},
                 {"state":"archived","categoryUuid":"005","details":{"password":"p"},"overview":{"title":"kept",
                  "url":"androidapp://a.b","urls":[{"url":"androidapp://a.b"},{"url":"https://a.example"}]}}]}]}]}""";
        // When
        List<Entry> first = new Reading(new Bitwarden()).entries(Format.BITWARDEN, bitwarden);
        List<Entry> second = new Reading(new OnePasswordArchive())
                .export(Format.ONE_PASSWORD, new Content(archive("export.data", bytes(onePassword))), null)
                .entries();
        // Then
        for (List<Entry> entries : List.of(first, second)) {
            assertThat(entries)
                    .extracting(Reading::line)
                    .containsExactly("binned|OTHER_KIND", "kept||p||https://a.example");
            assertThat(Reading.notKept(entries.getFirst())).isEmpty();
            assertThat(Reading.notKept(entries.getLast()))
                    .hasSize(2)
                    .contains("archived")
                    .containsAnyOf("uris", "urls");
        }
    }

    @Test
    void aDocumentThatNamesEntitiesOrFilesIsRefused() {
        Reading reading = new Reading(new KeePassXml());
        for (String head : List.of(
                "<!DOCTYPE KeePassFile [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>",
                "<!DOCTYPE KeePassFile [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>",
                "<!DOCTYPE KeePassFile SYSTEM \"http://127.0.0.1:1/x.dtd\">",
                "")) {
            assertThat(reading.refusal(
                            Content.of(head
                                    + "<KeePassFile><Root><Group><Entry><String><Key>Title</Key><Value>&x;&b;</Value></String>"
                                    + "</Entry></Group></Root></KeePassFile>"),
                            null))
                    .as(head)
                    .isEqualTo(Reason.UNREADABLE);
        }
        assertThat(reading.refusal(Content.of("<KeePassFile>" + "<Group>".repeat(5000)), null))
                .isEqualTo(Reason.UNREADABLE);
    }

    private static String sealedBitwarden(boolean argon2id) throws GeneralSecurityException {
        byte[] master = argon2id ? argon2id() : pbkdf2();
        String data = sealed(master, BITWARDEN);
        String settings = argon2id
                ? "\"kdfType\":1,\"kdfIterations\":3,\"kdfMemory\":16,\"kdfParallelism\":4"
                : "\"kdfType\":0,\"kdfIterations\":5000";
        return "{\"encrypted\":true,\"passwordProtected\":true,\"salt\":\"" + SALT + "\"," + settings
                + ",\"encKeyValidation_DO_NOT_EDIT\":\"" + sealed(master, "a guid") + "\",\"data\":\"" + data + "\"}";
    }

    private static byte[] pbkdf2() throws GeneralSecurityException {
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), bytes(SALT), 5000, 256))
                .getEncoded();
    }

    private static byte[] argon2id() throws GeneralSecurityException {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withSalt(MessageDigest.getInstance("SHA-256").digest(bytes(SALT)))
                .withMemoryAsKB(16 * 1024)
                .withIterations(3)
                .withParallelism(4)
                .build());
        byte[] key = new byte[32];
        generator.generateBytes(bytes(PASSWORD), key);
        return key;
    }

    private static String sealed(byte[] master, String text) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(hmac(master, bytes("enc"), new byte[] {1}), "AES"),
                new IvParameterSpec(VECTOR));
        byte[] ciphertext = cipher.doFinal(bytes(text));
        Base64.Encoder base64 = Base64.getEncoder();
        return "2." + base64.encodeToString(VECTOR) + "|" + base64.encodeToString(ciphertext) + "|"
                + base64.encodeToString(hmac(hmac(master, bytes("mac"), new byte[] {1}), VECTOR, ciphertext));
    }

    private static byte[] hmac(byte[] key, byte[] first, byte[] second) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update(first);
        return mac.doFinal(second);
    }

    private static byte[] archive(Object... files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < files.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) files[i]));
                zip.write((byte[]) files[i + 1]);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

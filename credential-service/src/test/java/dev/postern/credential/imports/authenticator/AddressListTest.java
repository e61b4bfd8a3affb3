package dev.postern.credential.imports.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.imports.Reading;
import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.imports.entry.Export;
import dev.postern.credential.imports.entry.Format;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;

class AddressListTest {
    private static final String SEED = "JBSWY3DPEHPK3PXP";
    private static final String OTHER_SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private final Reading reading = new Reading(new AddressList());

    @Test
    void aListHasAnEntryForEachLineAndABadLineLosesNoOther() {
        // When
        List<Entry> entries = reading.entries(Format.OTPAUTH, """
                # exported today
                otpauth://totp/Example:me@example.com?secret=%1$s&issuer=Example&algorithm=SHA256&digits=8&period=60

                otpauth://hotp/Bank:42?secret=%2$s&counter=9&issuer=Bank
                steam://%1$s
                otpauth://steam/Games:gamer?secret=%1$s&issuer=Games
                this is no address
                otpauth://totp/Broken:x?secret=1111&issuer=Broken
                otpauth://yandex/Ya:x?secret=%1$s
                otpauth://totp/Last?secret=%1$s""".formatted(SEED, OTHER_SEED));
        // Then
        assertThat(entries)
                .extracting(Reading::line)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("Example|me@example.com||otpauth://totp/")
                                .contains("algorithm=SHA256", "digits=8", "period=60"),
                        line -> assertThat(line)
                                .startsWith("Bank|42||otpauth://hotp/")
                                .contains("counter=9"),
                        line -> assertThat(line).contains("encoder=steam"),
                        line -> assertThat(line).startsWith("Games|gamer||").contains("encoder=steam"),
                        line -> assertThat(line).isEqualTo("Imported login|UNREADABLE"),
                        line -> assertThat(line).isEqualTo("Broken:x|UNUSABLE_KEY"),
                        line -> assertThat(line).isEqualTo("Ya:x|UNUSABLE_KEY"),
                        line -> assertThat(line).startsWith("Last|Last||"));
    }

    @Test
    void whatAnAppKeepsBesideTheKeyIsTold() {
        // When
        List<Entry> entries = reading.entries(
                Format.ENTE,
                "otpauth://totp/A:b?secret=" + SEED + "&issuer=A&image=https%3A%2F%2Fx%2Fi.png&codeDisplay="
                        + URLEncoder.encode(
                                "{\"pinned\":true,\"trashed\":false,\"lastUsedAt\":5,\"tags\":[\"work\"],\"note\":\"n\"}",
                                StandardCharsets.UTF_8));
        // Then
        assertThat(Reading.notKept(entries.getFirst())).containsExactly("image", "tags", "note");
    }

    @Test
    void whatLayInTheBinDoesNotComeOver() {
        // When
        List<Entry> entries = reading.entries(
                Format.ENTE,
                "otpauth://totp/A:b?secret=" + SEED + "&codeDisplay=%7B%22trashed%22%3Atrue%7D\r\n"
                        + "otpauth://totp/C:d?secret=" + SEED + "&codeDisplay=%7B%22trashed%22%3Afalse%7D");
        // Then
        assertThat(entries).first().extracting(Reading::line).isEqualTo("A:b|OTHER_KIND");
        assertThat(entries).last().extracting(Entry::username).isEqualTo("d");
    }

    @Test
    void aListInUtf16IsReadToo() {
        // Given
        byte[] text = ("\uFEFFotpauth://totp/A:b?secret=" + SEED).getBytes(StandardCharsets.UTF_16LE);
        // Then
        assertThat(reading.export(Format.OTPAUTH, new Content(text), null).entries())
                .hasSize(1);
    }

    @Test
    void pagesOfGoogleAuthenticatorHaveAllAccountsAndSayWhichPagesTheyAre() {
        // Given
        String page = page(
                account(SEED, "Example:me@example.com", "Example", 1, 1, 2, 0),
                account(OTHER_SEED, "counting", "", 2, 3, 1, 12),
                account(SEED, "old", "Hashed", 4, 1, 2, 0),
                account("", "none", "Empty", 1, 1, 2, 0));
        // When
        Export export = reading.export(Format.GOOGLE_AUTHENTICATOR, Content.of(page), null);
        // Then
        assertThat(export.entries())
                .extracting(Reading::line)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("Example|me@example.com||otpauth://totp/")
                                .contains(SEED),
                        line -> assertThat(line)
                                .startsWith("counting|counting||otpauth://hotp/")
                                .contains("counter=12", "digits=7", "algorithm=SHA256"),
                        line -> assertThat(line).isEqualTo("Hashed|UNUSABLE_KEY"),
                        line -> assertThat(line).isEqualTo("Empty|UNUSABLE_KEY"));
        assertThat(export.pages()).containsExactly(new Export.Page(77, 1, 3));
    }

    @Test
    void aPageThatIsCutOffIsTold() {
        // Given
        String page = page(account(SEED, "a", "b", 1, 1, 2, 0));
        // When
        List<Entry> entries = reading.entries(Format.GOOGLE_AUTHENTICATOR, page.substring(0, page.length() - 20));
        // Then
        assertThat(entries).extracting(Reading::line).containsExactly("Imported login|UNREADABLE");
    }

    /** A page as the application writes it: the second of three. */
    private static String page(byte[]... accounts) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        for (byte[] account : accounts) {
            field(page, 1, account);
        }
        number(page, 2, 1);
        number(page, 3, 3);
        number(page, 4, 1);
        number(page, 5, 77);
        return "otpauth-migration://offline?data="
                + URLEncoder.encode(Base64.getEncoder().encodeToString(page.toByteArray()), StandardCharsets.UTF_8);
    }

    private static byte[] account(
            String seed, String name, String issuer, int algorithm, int digits, int type, int counter) {
        ByteArrayOutputStream account = new ByteArrayOutputStream();
        field(account, 1, new Base32().decode(seed));
        field(account, 2, name.getBytes(StandardCharsets.UTF_8));
        field(account, 3, issuer.getBytes(StandardCharsets.UTF_8));
        number(account, 4, algorithm);
        number(account, 5, digits);
        number(account, 6, type);
        number(account, 7, counter);
        field(account, 8, "an id".getBytes(StandardCharsets.UTF_8));
        return account.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] value) {
        out.write(number * 8 + 2);
        varint(out, value.length);
        out.writeBytes(value);
    }

    private static void number(ByteArrayOutputStream out, int number, long value) {
        out.write(number * 8);
        varint(out, value);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 0x7f) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}

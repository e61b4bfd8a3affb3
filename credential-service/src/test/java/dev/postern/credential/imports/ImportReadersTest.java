package dev.postern.credential.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.imports.entry.Format;
import dev.postern.credential.imports.entry.Notice;
import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.picture.Desks;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ImportReadersTest {
    private static final String SEED = "JBSWY3DPEHPK3PXP";
    /** One account in page 1 of 2 of the batch 5: field 1, then version, size, index and id. */
    private static final byte[] PAGE = {
        10, 12, 10, 2, 72, 105, 18, 1, 97, 26, 1, 98, 48, 2, 16, 1, 24, 2, 32, 0, 40, 5,
    };

    private final ImportReaders readers = new ImportReaders(Desks.open());

    @Test
    void aFileIsKnownByItsFormWhateverItIsCalled() {
        // When
        ReadSources read = read(
                null,
                null,
                "{\"version\":1,\"header\":{},\"db\":{\"entries\":[]}}",
                "{\"services\":[],\"schemaVersion\":4}",
                "[{\"secret\":\"" + SEED + "\",\"type\":\"TOTP\"}]",
                "{\"items\":[]}",
                "url,username,password,extra,name,grouping,fav\n",
                "otpauth://totp/a?secret=" + SEED,
                "<KeePassFile></KeePassFile>",
                "{\"some\":\"thing\"}",
                "",
                "\0\0");
        // Then
        assertThat(read.sources())
                .extracting(ImportView.SourceView::format)
                .containsExactly(
                        Format.AEGIS,
                        Format.TWO_FAS,
                        Format.ANDOTP,
                        Format.BITWARDEN,
                        Format.LASTPASS,
                        Format.OTPAUTH,
                        Format.KEEPASSXC,
                        null,
                        null,
                        null);
        assertThat(read.sources().subList(7, 10))
                .extracting(ImportView.SourceView::reason)
                .containsOnly(Reason.UNKNOWN_FORMAT);
    }

    @Test
    void aFileThatIsNoExportOfTheNamedApplicationIsRefused() {
        assertThat(read(Format.AEGIS, null, "{\"items\":[]}").sources())
                .extracting(ImportView.SourceView::reason)
                .containsExactly(Reason.UNKNOWN_FORMAT);
        assertThat(read(Format.CSV, null, "url,username,password,extra,name,grouping,fav\na,b,c,,n,,0\n")
                        .entries())
                .hasSize(1);
    }

    @Test
    void aPictureOfAPageCountsLikeItsTextAndAPageThatIsMissingIsTold() {
        // Given
        String address = "otpauth-migration://offline?data="
                + Base64.getEncoder().encodeToString(PAGE).replace("+", "%2B");
        ImportBody.Source picture = new ImportBody.Source("page.png", new Content(Desks.picture(address)));
        // When
        ReadSources read = readers.read(new ImportBody(List.of(picture), null, null, true, 1, 500));
        // Then
        assertThat(read.sources().getFirst().format()).isEqualTo(Format.GOOGLE_AUTHENTICATOR);
        assertThat(read.entries()).hasSize(1);
        assertThat(read.missing()).extracting(Notice::field).containsExactly("page 2");
        assertThat(read(null, null, address).missing()).hasSize(1);
    }

    @Test
    void aPictureWithoutACodeLosesNoOtherFile() {
        // When
        byte[] broken = Arrays.copyOf(Desks.picture("otpauth://totp/a?secret=" + SEED), 60);
        ReadSources read = readers.read(new ImportBody(
                List.of(
                        new ImportBody.Source("broken.png", new Content(broken)),
                        new ImportBody.Source("text", Content.of("otpauth://totp/a?secret=" + SEED))),
                null,
                null,
                true,
                1,
                500));
        // Then
        assertThat(read.sources()).extracting(ImportView.SourceView::reason).containsExactly(Reason.UNREADABLE, null);
        assertThat(read.entries()).hasSize(1);
    }

    @Test
    void whatCannotBeReadSaysWhatToDo() {
        // Given
        List<byte[]> files = List.of(
                "name,url,username,password\nCaf\u00e9,,u,p".getBytes(StandardCharsets.ISO_8859_1),
                new byte[] {3, (byte) 0xd9, (byte) 0xa2, (byte) 0x9a, 0x67, (byte) 0xfb});
        // When
        ReadSources read = readers.read(new ImportBody(
                files.stream()
                        .map(file -> new ImportBody.Source("f", new Content(file)))
                        .toList(),
                null,
                null,
                true,
                1,
                500));
        // Then
        assertThat(read.sources())
                .extracting(ImportView.SourceView::message)
                .containsExactly(
                        "It is a text in neither UTF-8 nor UTF-16. Save it as UTF-8, and import that.",
                        "It is a KeePass database. Export it as XML or CSV, and import that.");
    }

    /** No bytes, however an export was cut or changed, break the reading: they are entries, or a reason. */
    @Property
    void noContentBreaksTheReading(@ForAll @Size(max = 6) List<Integer> changes) {
        for (String export : List.of(
                "{\"version\":1,\"header\":{\"slots\":[{\"type\":1,\"key\":\"00\",\"key_params\":{\"nonce\":\"00\",\"tag\":\"00\"},"
                        + "\"n\":2,\"r\":1,\"p\":1,\"salt\":\"00\"}],\"params\":{\"nonce\":\"00\",\"tag\":\"00\"}},\"db\":\"AAAA\"}",
                "{\"services\":[{\"name\":\"n\",\"secret\":\"" + SEED + "\",\"otp\":{}}],\"schemaVersion\":4}",
                "{\"encrypted\":true,\"passwordProtected\":true,\"salt\":\"s\",\"kdfType\":0,\"kdfIterations\":1,"
                        + "\"encKeyValidation_DO_NOT_EDIT\":\"2.a|b|c\",\"data\":\"2.AAAA|AAAA|AAAA\"}",
                "{\"items\":[{\"type\":1,\"name\":\"n\",\"login\":{\"uris\":[{}],\"password\":\"p\",\"totp\":\"" + SEED
                        + "\"}}]}",
                "name,url,username,password\n\"a\",b,c,d\ne,f\n",
                "<KeePassFile><Root><Group><Entry><String><Key>Password</Key><Value>p</Value></String></Entry></Group></Root></KeePassFile>",
                "otpauth-migration://offline?data=" + Base64.getEncoder().encodeToString(PAGE),
                "otpauth://hotp/a:b?secret=" + SEED + "&counter=1&digits=7")) {
            byte[] bytes = export.getBytes(StandardCharsets.UTF_8);
            for (int change : changes) {
                bytes[Math.floorMod(change, bytes.length)] = (byte) (change >>> 8);
            }
            ReadSources read = readers.read(
                    new ImportBody(List.of(new ImportBody.Source("f", new Content(bytes))), null, "p", true, 1, 500));
            assertThat(read.sources()).hasSize(1);
            assertThat(read.entries())
                    .extracting(ReadSources.Numbered::entry)
                    .extracting(Entry::name)
                    .noneMatch(String::isEmpty);
        }
    }

    private ReadSources read(Format format, String password, String... texts) {
        List<ImportBody.Source> sources = Arrays.stream(texts)
                .map(text -> new ImportBody.Source("text", Content.of(text)))
                .toList();
        return readers.read(new ImportBody(sources, format, password, true, 1, 500));
    }
}

package dev.postern.extraction.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.Message;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mails of 25 MiB that are made to cost much. What they cost is counted in bytes that are allocated, not in time. */
@Execution(ExecutionMode.SAME_THREAD)
class MailBoundsTest {
    private static final int MIB = 1024 * 1024;
    private static final int MAIL = 25 * MIB;
    private static final long MOST_ALLOCATED = 64L * MIB;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Arguments> shapes() {
        String from = "From: a@b.example\r\nTo: m@x.example\r\n";
        String mixed = from + "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
        return Stream.of(
                Arguments.of("encoded words begun in one header", from + "Subject: ", "=?"),
                Arguments.of("encoded words begun in many headers", from, "X: " + "=?".repeat(30_000) + "\r\n"),
                Arguments.of("encoded words begun in folded lines", from + "Subject:", " =?utf-8?Q?\r\n"),
                Arguments.of("whole encoded words", from + "Subject: ", "=?utf-8?B?SWhy?= "),
                Arguments.of(
                        "encoded words of many charsets", from + "Subject: ", "=?utf-16?Q?=41=42?= =?x-no?B?QQ==?= "),
                Arguments.of("short headers", from, "A: b\r\n"),
                Arguments.of("headers without a colon", from, "abc\r\n"),
                Arguments.of("one folded header", from + "Subject: x\r\n", " y\r\n"),
                Arguments.of("a header without an end", from + "Subject: ", "x"),
                Arguments.of("bare boundaries", mixed, "--b\r\n"),
                Arguments.of("bare boundaries of line feeds", mixed, "--b\n"),
                Arguments.of("parts with a header", mixed, "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"),
                Arguments.of("prefixes of the boundary", mixed, "--\r\n-\r\n--bb\r\n"),
                Arguments.of("boundaries on one line", mixed, "--b"),
                Arguments.of("nested multiparts", from, "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"),
                Arguments.of(
                        "nested multiparts with growing boundaries",
                        from,
                        "Content-Type: multipart/mixed; boundary=" + "b".repeat(60) + "\r\n\r\n--" + "b".repeat(60)
                                + "\r\n"),
                Arguments.of("mails in mails", from, "Content-Type: message/rfc822\r\n\r\n"),
                Arguments.of("parameters", from, "Content-Type: text/plain" + "; a=b".repeat(10_000) + "\r\n"),
                Arguments.of("a text of base64", from + "Content-Transfer-Encoding: base64\r\n\r\n", "QUFB"),
                Arguments.of("base64 of nothing", from + "Content-Transfer-Encoding: base64\r\n\r\n", "!\r\n"),
                Arguments.of("quoted printable", from + "Content-Transfer-Encoding: quoted-printable\r\n\r\n", "=41"),
                Arguments.of("soft line breaks", from + "Content-Transfer-Encoding: quoted-printable\r\n\r\n", "=\r\n"),
                Arguments.of(
                        "broken quoted printable", from + "Content-Transfer-Encoding: quoted-printable\r\n\r\n", "=ZZ"),
                Arguments.of(
                        "blanks of quoted printable",
                        from + "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
                        " "),
                Arguments.of(
                        "lines of blanks", from + "Content-Transfer-Encoding: quoted-printable\r\n\r\n", " \t\r\n"),
                Arguments.of("padding of Base64", from + "Content-Transfer-Encoding: base64\r\n\r\n", "="),
                Arguments.of(
                        "Base64 after its padding", from + "Content-Transfer-Encoding: base64\r\n\r\n", "QQ==\r\n"),
                Arguments.of(
                        "uuencode", from + "Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 x\r\n", "#0V%T\r\n"),
                Arguments.of("a long text", from + "\r\n", "x"),
                Arguments.of("NULs", from + "\r\n", "\0"),
                Arguments.of("NULs before all", "", "\0"),
                Arguments.of("line feeds", "", "\n"),
                Arguments.of("a wide charset", from + "Content-Type: text/plain; charset=utf-32\r\n\r\n", "\0\0\0A"),
                Arguments.of("HTML of tags", from + "Content-Type: text/html\r\n\r\n", "<b>x</b>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void mailOf25MebibytesCostsAtMost64(String name, String start, String unit) {
        // Given
        byte[] mail = filled(start, unit);
        MailParser.parse("Subject: warm\r\n\r\nx".getBytes(StandardCharsets.US_ASCII));

        // When
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Mail read = MailParser.parse(mail);
        Stream.of("from", "subject", "to", "delivered-to", "x").forEach(read::header);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        // Then
        assertThat(allocated).as("bytes allocated").isLessThan(MOST_ALLOCATED);
    }

    @Test
    void onlyTheFirstEncodedWordsOfAHeaderAreDecoded() {
        // Given
        String word = "=?utf-8?Q?=41?=x";

        // When
        Mail mail = parse("Subject: " + word.repeat(200) + "\r\n\r\nx");

        // Then
        assertThat(mail.subject().split("=\\?utf-8", -1)).hasSizeBetween(100, 160);
    }

    @Test
    void longHeaderIsReadInItsBeginning() {
        // When
        Mail mail = parse("Subject: code 1234 " + "x".repeat(50_000) + "\r\nTo: a@b.example\r\n\r\ntext");

        // Then
        assertThat(mail.subject()).startsWith("code 1234 ").hasSizeLessThan(MailHeaders.LONGEST_READ);
        assertThat(mail.header("to")).contains("a@b.example");
        assertThat(mail.text()).isEqualTo("text");
    }

    @Test
    void codeBeforeALargeAttachmentIsFoundAndSoIsOneBehindIt() {
        // Given
        byte[] attachment = new byte[17 * MIB];
        String part = "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(attachment) + "\r\n";
        String text = "--b\r\nContent-Type: text/plain\r\n\r\nYour code is 482913\r\n";
        String head = "Subject: s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";

        // Then
        for (String mail : new String[] {head + text + part + "--b--\r\n", head + part + text + "--b--\r\n"}) {
            byte[] raw = mail.getBytes(StandardCharsets.US_ASCII);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            assertThat(MailParser.parse(raw).text()).isEqualToIgnoringNewLines("Your code is 482913");
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(4L * MIB);
        }
    }

    @Test
    void codeInFrontOfTooManyPartsIsFound() {
        // Given
        byte[] mail = filled(
                "Subject: s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nYour code is 482913\r\n",
                "--b\r\n");

        // When
        Message message = Message.mime(mail);

        // Then
        assertThat(new CodeExtractor().extract(message).found()).asString().isNotEmpty();
        assertThat(message.text()).startsWith("Your code is 482913");
    }

    @Test
    void textThatIsCutWithinACharacterStaysUtf8() {
        // Given
        String text = "x" + "é".repeat(MailParser.MOST_TEXT);

        // Then
        assertThat(parse("Subject: s\r\n\r\n" + text).text()).startsWith("xéé").doesNotContain("Ã");
    }

    private static Mail parse(String raw) {
        return MailParser.parse(raw.getBytes(StandardCharsets.UTF_8));
    }

    /** Fills by doubling, since millions of small writes would take longer than what is tested. */
    private static byte[] filled(String start, String unit) {
        byte[] head = start.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = unit.getBytes(StandardCharsets.UTF_8);
        byte[] mail = Arrays.copyOf(head, Math.max(MAIL, head.length + bytes.length));
        System.arraycopy(bytes, 0, mail, head.length, bytes.length);
        int filled = bytes.length;
        while (head.length + filled < mail.length) {
            int more = Math.min(filled, mail.length - head.length - filled);
            System.arraycopy(mail, head.length, mail, head.length + filled, more);
            filled += more;
        }
        return mail;
    }
}

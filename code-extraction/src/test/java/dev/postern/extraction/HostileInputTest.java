package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A quadratic step on 64 KiB takes four seconds of the processor and more, each time; a linear one some hundredths. Time of the processor does
 * not pass while others work, and the cheapest of several readings leaves out what the compiler of the JVM takes at first.
 */
@Execution(ExecutionMode.CONCURRENT)
class HostileInputTest {
    private static final int LENGTH = 1 << 16;
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final int READINGS = 4;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final CodeExtractor extractor = new CodeExtractor();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1 ",
                "1-",
                "123-456 ",
                "1234 ",
                "12.",
                "code ",
                "code",
                "code 1234 ",
                "1234 code 5678. ",
                " ",
                "\n",
                "<",
                "<a",
                "<a ",
                "<!--",
                "<style>",
                "</",
                "&",
                "&#",
                "&#49;",
                "a",
                "a@",
                "@a.b #1 ",
                "://",
                "https://a/",
                ".",
                "https://a.b/1?",
                "验",
                "验证码",
                "验证码1234",
                "rs ",
                "call ",
                "not ",
                "é",
                "\uD800",
                "(1) ",
                "password ",
                "aa/",
                "https://",
                "&amp;",
                "-1",
                "a-",
                "1 (2",
                "12345678 is ",
                "=\n",
                "a=\n",
                "=3D",
                "=C3",
                "=3",
                "> ",
                ">\n",
                "https://a/1?b=\n",
                "<https://a/\n",
                "<https://a/\n&b",
                "sign in here until 5 minutes: https://a.b/x1y2z3a4b5c6d7e8\n",
                "\r\n",
                "a b c\n"
            })
    void staysLinearOnALongTextOf(String unit) {
        // Given
        String text = unit.repeat(LENGTH / unit.length());

        // When // Then
        staysCheap(Message.text(text));
        staysCheap(Message.text("https://x/" + text + "&amp;"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<td>1</td>",
                "<table><tr><td>",
                "<p>1",
                "<b>code ",
                "<a href=\"https://x/y?token=1a\">",
                "<b",
                "<b=",
                "</b\0",
                "<b><p>",
                "&nbsp;",
                "&nbsp",
                "<style>.a{",
                "<style>.a{display:none}</style>",
                "<style>@media{",
                "{}",
                "<!--",
                "<![CDATA[",
                "<div style=\"display:none\">",
                "<div style=\"font-size:",
                "<div class=\"a ",
                "</div>",
                "<script>",
                "<svg>",
                "<select><option>",
                "<blockquote>",
                "<font size=1>",
                "<br>",
                "1<br>",
                "<td><table><tr><td>1</td></tr></table></td>",
                "https://eur01.safelinks.protection.outlook.com/?url=",
                "https://urldefense.com/v3/__a",
                "sign in https://a.b/x1y2z3 ",
                "<a href=\"https://a.b/x1y2z3a4b5c6d7e8\">sign in within 5 minutes</a>",
                "<a href=\"https://a.protection.sophos.com/?u=aHR0c",
                "<div style=\"color:#fff;background:#fff;transform:scale(",
                "<style>a b{color:red}",
                "<i>1</i>",
                "<p>1</p>"
            })
    void staysLinearOnALongHtmlOf(String unit) {
        // Given
        String html = unit.repeat(LENGTH / unit.length());

        // When // Then
        staysCheap(Message.mail("Re: code", null, html));
        staysCheap(Message.mail("code", null, html));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<b",
                "b",
                "<A",
                "</b",
                "<b=",
                "<b\0",
                "<table><b",
                "<b><p>",
                "x<p><b>",
                "<b></p>",
                "<i x=y>",
                "<!--",
                "&a"
            })
    void takesMemoryInProportionToHtmlOf(String unit) {
        // Given
        String quarter = "<x" + unit.repeat(LENGTH / 2 / unit.length());
        String whole = "<x" + unit.repeat(LENGTH * 2 / unit.length());
        allocated(quarter);

        // When
        long few = allocated(quarter);
        long many = allocated(whole);

        // Then
        assertThat(many).as("bytes allocated").isLessThan(6 * few);
    }

    private void staysCheap(Message message) {
        long cheapest = Long.MAX_VALUE;
        for (int reading = 0; reading < READINGS && cheapest >= LIMIT.toNanos(); reading++) {
            long before = THREADS.getCurrentThreadCpuTime();
            extractor.extract(message);
            cheapest = Math.min(cheapest, THREADS.getCurrentThreadCpuTime() - before);
        }
        assertThat(Duration.ofNanos(cheapest)).as("time of the processor").isLessThan(LIMIT);
    }

    private long allocated(String html) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        extractor.extract(Message.mail("code", null, html));
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: code\n",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
                "--b\n",
                "\n",
                " ",
                "=?utf-8?B?",
                "Content-Type: text/html\n\n<td>1",
                "Content-Type: message/rfc822\n\n",
                "a: b;",
                ">"
            })
    void staysLinearOnALongMailOf(String unit) {
        // Given
        String mail = "Subject: Re: code\nContent-Type: multipart/mixed; boundary=b\n\n"
                + unit.repeat(LENGTH / unit.length());

        // When // Then
        staysCheap(Message.mime(mail.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void neverThrows() {
        // Given
        Random random = new Random(42);
        String alphabet = "0123456789 code:.-/@#&;<>\n验证码是元a'(),+*é１\u200B\uD83D\uDE00x";

        // When // Then
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int i = 0; i < length; i++) {
                text.append(random.nextInt(9) == 0 ? "code is " : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThatCode(() -> {
                        extractor.extract(Message.text(text.toString()));
                        extractor.extract(Message.mail(text.toString(), null, text.toString()));
                        extractor.extract(Message.pushed(text.toString()));
                    })
                    .doesNotThrowAnyException();
        }
    }
}

package dev.postern.extraction;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ways to carry a text message that change nothing for its reader. Null where a way does not fit the text. */
@SuppressWarnings("ImmutableEnumChecker") // The ways keep nothing.
enum Rewriting {
    WRAPPED_AT_78(text -> Message.text(wrapped(text, 78, ""))),
    WRAPPED_AT_72(text -> Message.text(wrapped(text, 72, ""))),
    WRAPPED_AT_60(text -> Message.text(wrapped(text, 60, ""))),
    WRAPPED_AT_40(text -> Message.text(wrapped(text, 40, ""))),
    FLOWED(text -> mime("text/plain; charset=utf-8; format=flowed", "8bit", wrapped(text, 72, " "))),
    FLOWED_WITHOUT_BLANKS(
            text -> mime("text/plain; charset=utf-8; format=flowed; delsp=yes", "8bit", wrapped(text, 72, "  "))),
    QUOTED_PRINTABLE(text -> mime("text/plain; charset=utf-8", "quoted-printable", quotedPrintable(text))),
    QUOTED_PRINTABLE_AS_IT_IS(text -> Message.text(quotedPrintable(text))),
    BASE_64(text -> mime("text/plain; charset=utf-8", "base64", base64(text, StandardCharsets.UTF_8))),
    IN_UTF_16(text -> encoded(text, "utf-16")),
    IN_GB_18030(text -> encoded(text, "gb18030")),
    IN_LATIN_1(text -> encoded(text, "iso-8859-1")),
    IN_WINDOWS_1252(text -> encoded(text, "windows-1252")),
    IN_KOI8(text -> encoded(text, "koi8-r")),
    PARAGRAPHS(text -> html(paragraphs(escaped(text)))),
    TABLE(text -> html("<table><tr><td>" + escaped(text).replace("\n", "</td></tr><tr><td>") + "</td></tr></table>")),
    BOLD_NUMBERS(text -> html(paragraphs(numbers(escaped(text), number -> "<b>" + number + "</b>")))),
    GLUED_AT_TAGS(text -> html(paragraphs(glued(escaped(text))))),
    AN_ELEMENT_FOR_EACH_DIGIT(text -> html(paragraphs(numbers(escaped(text), Rewriting::spans)))),
    ENTITIES(text -> html(paragraphs(entities(text)))),
    BOTH_FORMS(text -> Message.mail("", text, paragraphs(escaped(text)))),
    FORWARDED_BY_GMAIL(text -> mail(
            "Fwd: News",
            "---------- Forwarded message ---------\nFrom: Larkspur <hello@larkspur.example>\nDate: Mon, 2 Nov 2026 at 10:22"
                    + "\nSubject: News\nTo: <sam@example.com>\n\n\n" + text)),
    FORWARDED_BY_OUTLOOK(text -> mail(
            "FW: News",
            "\n________________________________\nFrom: Larkspur <hello@larkspur.example>\nSent: Monday, November 2, 2026 10:22 AM"
                    + "\nTo: sam@example.com\nSubject: News\n\n" + text)),
    FORWARDED_BY_APPLE(text -> mail(
            "Fwd: News",
            "\n\nBegin forwarded message:\n\n> From: Larkspur <hello@larkspur.example>\n> Subject: News\n> Date: 2 November 2026 at"
                    + " 10:22:31 CET\n> To: sam@example.com\n> \n> "
                    + text.replace("\n", "\n> "))),
    QUOTED(text -> Message.text("> " + text.replace("\n", "\n> "))),
    FOOTER(text -> html(paragraphs(escaped(text))
            + "<p style='font-size:11px'>&copy; 2026 Larkspur Ltd, 48 Harbour Street, 20457 Hamburg. <a href='https://larkspur.example/"
            + "unsubscribe?u=Ab3dE5fG7hJ9kL1mN3pQ'>Unsubscribe</a></p>")),
    PREHEADER(text -> html("<div style='display:none;max-height:0'>Hello from Larkspur &zwnj;&nbsp;&zwnj;&nbsp;</div>"
            + paragraphs(escaped(text)))),
    DECOY(text -> html("<p style='position:absolute;left:-9999px'>Your verification code is 111999.</p>"
            + paragraphs(escaped(text))
            + "<p><font color='#ffffff'>Your verification code is 222888.</font></p>")),
    WIDE_DIGITS(text -> digits(text, '\uFF10')),
    ARABIC_DIGITS(text -> digits(text, '\u0660')),
    BIDI_MARKS(text -> Message.text(numbers(text, number -> "\u2068" + number + "\u2069"))),
    ZERO_WIDTH(text ->
            Message.text(numbers(text, number -> number.substring(0, 2) + "\u200B" + number.substring(2) + "\u200C")));

    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w/=.:&%?#@*$€£+-])[0-9]{4,8}(?![\\w/=:&%?#@*$€£+-]|\\.\\w)");
    private static final Pattern BLANK = Pattern.compile(" ");

    private final Way way;

    Rewriting(Way way) {
        this.way = way;
    }

    /** The message in this way; null when its text cannot be written so. */
    @Nullable Message of(String text) {
        return way.apply(text);
    }

    private interface Way {
        @Nullable Message apply(String text);
    }

    private static Message mail(String subject, String text) {
        return Message.mail(subject, text, null);
    }

    private static Message html(String html) {
        return Message.mail("", null, "<html><body>" + html + "</body></html>");
    }

    private static Message mime(String type, String encoding, String body) {
        String mail = "Content-Type: " + type + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n"
                + body.replace("\r\n", "\n").replace("\n", "\r\n");
        return Message.mime(mail.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(String text, Charset charset) {
        return Base64.getMimeEncoder().encodeToString(text.getBytes(charset));
    }

    private static @Nullable Message encoded(String text, String charset) {
        Charset named = Charset.forName(charset);
        return named.newEncoder().canEncode(text)
                ? mime("text/plain; charset=" + charset, "base64", base64(text, named))
                : null;
    }

    /** Breaks lines at blanks, as programs do, and ends those that go on with a mark. */
    private static String wrapped(String text, int width, String mark) {
        return text.lines().map(line -> wrappedLine(line, width, mark)).collect(Collectors.joining("\n"));
    }

    private static String wrappedLine(String line, int width, String mark) {
        StringBuilder wrapped = new StringBuilder();
        int length = 0;
        for (String word : BLANK.split(line, -1)) {
            if (length > 0 && length + 1 + word.length() > width) {
                wrapped.append(mark).append('\n');
                length = 0;
            } else if (length > 0) {
                wrapped.append(' ');
                length++;
            }
            wrapped.append(word);
            length += word.length();
        }
        return wrapped.toString();
    }

    private static String quotedPrintable(String text) {
        StringBuilder encoded = new StringBuilder();
        int column = 0;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = each >= ' ' && each < 0x7F && each != '=';
            String written = each == '\n' || plain ? Character.toString(each) : String.format("=%02X", each & 0xFF);
            if (column + written.length() > 75) {
                encoded.append("=\n");
                column = 0;
            }
            encoded.append(written);
            column = each == '\n' ? 0 : column + written.length();
        }
        return encoded.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String paragraphs(String text) {
        return "<p>" + text.replace("\n", "</p>\n<p>") + "</p>";
    }

    private static String entities(String text) {
        StringBuilder encoded = new StringBuilder();
        text.codePoints().forEach(c -> encoded.append(c == '\n' ? "\n" : "&#" + c + ";"));
        return encoded.toString();
    }

    private static String numbers(String text, UnaryOperator<String> replacement) {
        return NUMBER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replacement.apply(found.group())));
    }

    private static String spans(String number) {
        return number.chars().mapToObj(c -> "<span>" + (char) c + "</span>").collect(Collectors.joining());
    }

    /** Numbers in an element of their own, without the blanks beside it where words stand there. */
    private static String glued(String text) {
        return numbers(text, number -> "<b>" + number + "</b>")
                .replaceAll("(?<=\\p{L}{2}) <b>", "<b>")
                .replaceAll("</b> (?=\\p{L}{3})", "</b>");
    }

    private static Message digits(String text, char zero) {
        return Message.text(numbers(
                text,
                number -> number.chars()
                        .mapToObj(c -> Character.toString(c - '0' + zero))
                        .collect(Collectors.joining())));
    }
}

package dev.postern.extraction.mail;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The charsets that mails name. Programs name a charset and write letters of the wider one that holds it, so the wider one is meant
 * (WHATWG Encoding, section 4.2).
 */
final class MailCharsets {
    /** What programs write that know no Unicode; it has a letter for nearly every byte. */
    static final Charset OLD = Charset.forName("windows-1252");

    /** Japanese in seven bits, with the letters of Windows. */
    static final Charset JAPANESE_IN_SEVEN_BITS = Charset.forName("x-windows-50221");

    /** Wider charsets by the names that Java gives to the narrower ones. */
    private static final Map<String, Charset> WIDER = Map.ofEntries(
            Map.entry("ISO-8859-1", OLD),
            Map.entry("ISO-8859-9", Charset.forName("windows-1254")),
            Map.entry("TIS-620", Charset.forName("x-windows-874")),
            Map.entry("x-iso-8859-11", Charset.forName("x-windows-874")),
            Map.entry("GB2312", Charset.forName("GB18030")),
            Map.entry("GBK", Charset.forName("GB18030")),
            Map.entry("x-mswin-936", Charset.forName("GB18030")),
            Map.entry("Big5", Charset.forName("Big5-HKSCS")),
            Map.entry("Shift_JIS", Charset.forName("windows-31j")),
            Map.entry("ISO-2022-JP", JAPANESE_IN_SEVEN_BITS),
            Map.entry("EUC-KR", Charset.forName("x-windows-949")));

    /** Names that Java does not know. */
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "iso-8859-8-i", "ISO-8859-8",
            "iso-8859-8-e", "ISO-8859-8",
            "iso-8859-6-i", "ISO-8859-6",
            "iso-8859-6-e", "ISO-8859-6",
            "macintosh", "x-MacRoman",
            "x-mac-roman", "x-MacRoman");

    private static final Set<String> UTF_7 = Set.of("utf-7", "utf7", "unicode-1-1-utf-7", "unicode-2-0-utf-7");
    private static final Pattern CODE_PAGE = Pattern.compile("(?:cp|win|windows|ibm)[-_]?([0-9]{3,5})");
    // Where a page of HTML names its own charset (HTML, section 4.2.5).
    private static final Pattern OF_PAGE = Pattern.compile(
            "<meta[^>]{0,200}?charset\\s{0,5}=\\s{0,5}[\"']?([A-Za-z0-9._:-]{1,40})", Pattern.CASE_INSENSITIVE);
    private static final int PAGE_HEAD = 1024;

    private MailCharsets() {}

    /** The charset of a name; null when there is no name, or none that is known. */
    static @Nullable Charset named(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String plain = name.strip().replaceAll("[\"';\\s]", "").toLowerCase(Locale.ROOT);
        if (UTF_7.contains(plain)) {
            return new Utf7();
        }
        Charset known = known(OTHER_NAMES.getOrDefault(plain, plain));
        Matcher page = CODE_PAGE.matcher(plain);
        if (known == null && page.matches()) {
            known = known("cp" + page.group(1));
        }
        return known == null ? null : WIDER.getOrDefault(known.name(), known);
    }

    /** The charset that a page of HTML names for itself; the old one when it names none that fits. */
    static Charset ofPage(byte[] html) {
        String head = new String(html, 0, Math.min(html.length, PAGE_HEAD), StandardCharsets.ISO_8859_1);
        Matcher meta = OF_PAGE.matcher(head);
        Charset said = meta.find() ? named(meta.group(1)) : null;
        // A page that could be read as far as here is in no charset whose letters take two bytes or four.
        return said == null || said.name().startsWith("UTF-") ? OLD : said;
    }

    private static @Nullable Charset known(String name) {
        try {
            return name.isEmpty() ? null : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }
}

package dev.postern.extraction.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.util.ByteSequence;

/**
 * The headers of a mail as they came. The first ones of each name are kept, and decoded when they are asked for. Of a
 * long header the beginning is read, and of its encoded words the first ones are decoded: the decoder's cost is their
 * number times the length.
 */
final class MailHeaders {
    static final int LONGEST_READ = 8 * 1024;
    static final int MOST_ENCODED_WORDS = 100;
    static final int MOST_OF_A_NAME = 50;

    private final Map<String, List<byte[]>> raw = new HashMap<>();

    void add(String name, ByteSequence field) {
        List<byte[]> fields = raw.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1));
        if (fields.size() < MOST_OF_A_NAME) {
            fields.add(beginning(field));
        }
    }

    private static byte[] beginning(ByteSequence field) {
        byte[] whole = field.toByteArray();
        return whole.length <= LONGEST_READ ? whole : Arrays.copyOf(whole, LONGEST_READ);
    }

    Optional<String> first(String name) {
        return of(name).map(MailHeaders::value).findFirst();
    }

    List<String> all(String name) {
        return of(name).map(MailHeaders::value).toList();
    }

    private Stream<byte[]> of(String name) {
        return raw.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream();
    }

    /**
     * The value, unfolded (RFC 5322, section 2.2.3), with encoded words decoded (RFC 2047); raw bytes are UTF-8
     * (RFC 6532).
     */
    private static String value(byte[] field) {
        String line = MailText.decoded(field, null, field.length == LONGEST_READ);
        String value = line.substring(line.indexOf(':') + 1)
                .replace("\r\n", "")
                .replace("\n", "")
                .strip();
        int end = endOfEncodedWords(value);
        return DecoderUtil.decodeEncodedWords(value.substring(0, end), DecodeMonitor.SILENT) + value.substring(end);
    }

    /** Where the first word begins that is left as it is; the length when there is none. */
    private static int endOfEncodedWords(String value) {
        int at = value.indexOf("=?");
        // A word has two marks that look like its beginning at most: "=?" and, when its text is empty, "?=?".
        for (int words = 0; at >= 0; words++) {
            if (words == MOST_ENCODED_WORDS) {
                return at;
            }
            at = value.indexOf("=?", at + 2);
        }
        return value.length();
    }
}

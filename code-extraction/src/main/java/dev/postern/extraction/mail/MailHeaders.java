package dev.postern.extraction.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.james.mime4j.util.ByteSequence;

/**
 * The headers of a mail as they came. The first ones of each name are kept, and decoded when they are asked for. Of a
 * long header the beginning is read, and of its encoded words the first ones are decoded.
 */
final class MailHeaders {
    static final int LONGEST_READ = 8 * 1024;
    static final int MOST_OF_A_NAME = 50;

    private static final Set<String> ADDRESSES = Set.of("from", "sender", "reply-to", "to", "cc", "bcc");

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
        return of(name).findFirst();
    }

    List<String> all(String name) {
        return of(name).toList();
    }

    private Stream<String> of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean isOfAddresses = ADDRESSES.contains(lower) || lower.startsWith("resent-");
        return raw.getOrDefault(lower, List.of()).stream().map(field -> value(field, isOfAddresses));
    }

    /**
     * The value, unfolded (RFC 5322, section 2.2.3), with encoded words decoded (RFC 2047); raw bytes are UTF-8
     * (RFC 6532).
     */
    private static String value(byte[] field, boolean isOfAddresses) {
        String line = MailText.decoded(field, null, field.length == LONGEST_READ);
        String value = line.substring(line.indexOf(':') + 1)
                .replace("\r", "")
                .replace("\n", "")
                .strip();
        return isOfAddresses ? EncodedWords.inAddresses(value) : EncodedWords.inText(value);
    }
}

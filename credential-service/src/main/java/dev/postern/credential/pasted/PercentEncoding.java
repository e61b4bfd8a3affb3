package dev.postern.credential.pasted;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-decoding that leaves alone what is not an escape, unlike the platform's, which throws. */
final class PercentEncoding {
    private static final int RADIX = 16;

    private PercentEncoding() {}

    /** Each {@code %XX} replaced by its byte, the bytes read as UTF-8. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], RADIX) : -1;
            int low = high >= 0 ? Character.digit(bytes[i + 2], RADIX) : -1;
            if (low >= 0) {
                decoded.write(high * RADIX + low);
                i += 3;
            } else {
                decoded.write(bytes[i]);
                i++;
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    /** Decodes a query, in which a plus is a space. */
    static String decodeQuery(String text) {
        return decode(text.replace('+', ' '));
    }
}

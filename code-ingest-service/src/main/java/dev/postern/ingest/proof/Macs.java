package dev.postern.ingest.proof;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/** Keyed hashes of what was posted, and how they are compared. */
public final class Macs {

    private Macs() {}

    /** The keyed hash of these bytes, one after the other, without copying them. */
    public static byte[] of(HmacAlgorithms algorithm, byte[] key, List<byte[]> parts) {
        InputStream all = new SequenceInputStream(Collections.enumeration(
                parts.stream().map(ByteArrayInputStream::new).toList()));
        try {
            return new HmacUtils(algorithm, key).hmac(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The keyed hash of a text in UTF-8, by a secret that is a text. */
    public static byte[] of(HmacAlgorithms algorithm, String secret, String text) {
        return of(algorithm, bytes(secret), List.of(bytes(text)));
    }

    /** The keyed hash of these bytes in Base64, by a secret that is a text. */
    public static String base64(HmacAlgorithms algorithm, String secret, List<byte[]> parts) {
        return Base64.getEncoder().encodeToString(of(algorithm, bytes(secret), parts));
    }

    /** Whether two texts are equal, in a time that does not tell where they differ. */
    public static boolean same(String expected, String given) {
        return MessageDigest.isEqual(bytes(expected), bytes(given));
    }

    /** Whether the text is these bytes in Base64. */
    public static boolean isBase64Of(byte[] expected, String given) {
        return MessageDigest.isEqual(Base64.getEncoder().encode(expected), bytes(given));
    }

    /** A text in UTF-8. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.postern.ingest.webhook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * A body that was packed on its way ({@code Content-Encoding}, RFC 9110, section 8.4). Senders sign before they pack, so the unpacked
 * body is what was signed.
 */
final class PackedBody {
    // A text is packed to less than a hundredth at most, so a longer body is a trap or a mail, and nobody packs mails.
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private PackedBody() {}

    /**
     * The body as it was before it was packed: itself where it was not, or cannot be unpacked. Empty when it is longer than allowed.
     *
     * @param encoding the header's value; empty when there is none
     */
    static Optional<byte[]> unpacked(byte[] body, String encoding, int mostBytes) {
        String name = encoding.strip().toLowerCase(Locale.ROOT);
        int most = Math.min(mostBytes, MOST_BYTES);
        try (InputStream unpacking = switch (name) {
            case "gzip", "x-gzip" -> new GZIPInputStream(new ByteArrayInputStream(body));
            case "deflate" -> new InflaterInputStream(new ByteArrayInputStream(body));
            default -> null;
        }) {
            if (unpacking == null) {
                return Optional.of(body);
            }
            byte[] unpacked = unpacking.readNBytes(most + 1);
            return unpacked.length > most ? Optional.empty() : Optional.of(unpacked);
        } catch (IOException e) {
            return Optional.of(body);
        }
    }
}

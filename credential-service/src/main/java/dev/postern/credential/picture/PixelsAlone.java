package dev.postern.credential.picture;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Copies of pictures that hold their pixels alone. Colour profiles, compressed texts and the like are where decoders are attacked,
 * and no code needs them.
 */
final class PixelsAlone {
    private static final Set<String> PNG_CHUNKS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    private static final int PNG_HEAD = 8;
    private static final int PNG_AROUND = 12;
    private static final int RIFF_HEAD = 12;
    private static final int CHUNK_HEAD = 8;
    private static final int FRAME_HEAD = 16;
    /** A progressive picture has about ten; each takes as long to decode as the whole picture. */
    private static final int MOST_SCANS = 40;

    private PixelsAlone() {}

    /** PNG, third edition, section 5.3: a length, four letters, the content and a checksum. */
    static byte[] ofPng(byte[] bytes) throws NoPicture {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
        kept.write(bytes, 0, PNG_HEAD);
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        int at = PNG_HEAD;
        while (at + PNG_AROUND <= bytes.length) {
            int length = rest.getInt(at);
            if (length < 0 || length > bytes.length - at - PNG_AROUND) {
                break;
            }
            String type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (PNG_CHUNKS.contains(type)) {
                kept.write(bytes, at, length + PNG_AROUND);
            }
            if (type.equals("IEND")) {
                return kept.toByteArray();
            }
            at += length + PNG_AROUND;
        }
        throw NoPicture.broken();
    }

    /** ITU-T T.81, annex B: segments with a marker and a length, then the scans. Adobe's segment says which colours there are. */
    static byte[] ofJpeg(byte[] bytes) throws NoPicture {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
        kept.write(bytes, 0, 2);
        int at = 2;
        while (at + 4 <= bytes.length) {
            int marker = bytes[at + 1] & 0xff;
            if ((bytes[at] & 0xff) != 0xff) {
                break;
            }
            if (marker == 0xff) {
                at++;
                continue;
            }
            if (marker == 0xda) {
                if (scans(bytes, at) > MOST_SCANS) {
                    break;
                }
                kept.write(bytes, at, bytes.length - at);
                return kept.toByteArray();
            }
            int length = ((bytes[at + 2] & 0xff) << 8) | (bytes[at + 3] & 0xff);
            if (length < 2 || at + 2 + length > bytes.length) {
                break;
            }
            boolean application = marker >= 0xe1 && marker <= 0xef && marker != 0xee;
            if (!application && marker != 0xfe) {
                kept.write(bytes, at, length + 2);
            }
            at += length + 2;
        }
        throw NoPicture.broken();
    }

    private static int scans(byte[] bytes, int from) {
        int scans = 0;
        for (int i = from; i + 1 < bytes.length; i++) {
            if ((bytes[i] & 0xff) == 0xff && (bytes[i + 1] & 0xff) == 0xda) {
                scans++;
            }
        }
        return scans;
    }

    /** RFC 9649, section 2: the chunk with the pixels, of a moving picture that of its first frame. */
    static byte[] ofWebp(byte[] bytes) throws NoPicture {
        try {
            ByteBuffer chunks = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            return webp(chunks.slice(RIFF_HEAD, bytes.length - RIFF_HEAD).order(ByteOrder.LITTLE_ENDIAN));
        } catch (BufferUnderflowException | IndexOutOfBoundsException _) {
            throw NoPicture.broken();
        }
    }

    private static byte[] webp(ByteBuffer chunks) throws NoPicture {
        while (chunks.remaining() >= CHUNK_HEAD) {
            int start = chunks.position();
            byte[] letters = new byte[4];
            chunks.get(letters);
            int length = chunks.getInt();
            if (length < 0 || length > chunks.remaining()) {
                break;
            }
            switch (new String(letters, StandardCharsets.ISO_8859_1)) {
                case "VP8 ", "VP8L" -> {
                    return riff(chunks.slice(start, CHUNK_HEAD + length));
                }
                case "ANMF" -> {
                    return webp(chunks.slice(start + CHUNK_HEAD + FRAME_HEAD, length - FRAME_HEAD)
                            .order(ByteOrder.LITTLE_ENDIAN));
                }
                default -> chunks.position(Math.min(chunks.limit(), start + CHUNK_HEAD + length + (length & 1)));
            }
        }
        throw NoPicture.broken();
    }

    private static byte[] riff(ByteBuffer chunk) {
        int even = chunk.remaining() + (chunk.remaining() & 1);
        ByteBuffer file = ByteBuffer.allocate(RIFF_HEAD + even).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.ISO_8859_1));
        file.putInt(4 + even);
        file.put("WEBP".getBytes(StandardCharsets.ISO_8859_1));
        file.put(chunk);
        return file.array();
    }
}

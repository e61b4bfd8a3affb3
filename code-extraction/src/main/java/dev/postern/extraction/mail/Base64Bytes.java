package dev.postern.extraction.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The bytes that are written in Base64 (RFC 2045, section 6.8), in either alphabet of RFC 4648. What belongs to neither is passed over.
 * Behind padding another text in Base64 may begin, as where a program encodes in pieces.
 */
final class Base64Bytes extends InputStream {
    private static final byte PADDING = 64;
    private static final byte[] SIX_BITS = new byte[256];

    static {
        Arrays.fill(SIX_BITS, (byte) -1);
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
        for (int i = 0; i < letters.length(); i++) {
            SIX_BITS[letters.charAt(i)] = (byte) i;
        }
        SIX_BITS['-'] = 62;
        SIX_BITS['_'] = 63;
    }

    private final InputStream letters;
    private final byte[] chunk = new byte[8192];
    private int at;
    private int end;
    private int bits;
    private int count;

    Base64Bytes(InputStream letters) {
        this.letters = letters;
    }

    @Override
    public int read() throws IOException {
        int value = nextLetter();
        while (value >= 0) {
            if (value == PADDING) {
                count = 0;
            } else {
                bits = bits << 6 | value;
                count += 6;
                if (count >= 8) {
                    count -= 8;
                    return bits >>> count & 0xFF;
                }
            }
            value = nextLetter();
        }
        return -1;
    }

    private int nextLetter() throws IOException {
        while (true) {
            if (at == end) {
                at = 0;
                end = Math.max(0, letters.read(chunk, 0, chunk.length));
                if (end == 0) {
                    return -1;
                }
            }
            int value = SIX_BITS[chunk[at++] & 0xFF];
            if (value >= 0) {
                return value;
            }
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int filled = 0;
        while (filled < length) {
            int next = read();
            if (next < 0) {
                return filled == 0 ? -1 : filled;
            }
            into[offset + filled++] = (byte) next;
        }
        return filled;
    }

    @Override
    public void close() throws IOException {
        letters.close();
    }
}

package dev.postern.extraction.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a stream that belong to Base64. The decoder would write a warning for each other byte. */
final class Base64Letters extends FilterInputStream {
    private static final boolean[] BELONGS = new boolean[256];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
                .chars()
                .forEach(letter -> BELONGS[letter] = true);
    }

    Base64Letters(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        while (next >= 0 && !BELONGS[next]) {
            next = in.read();
        }
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int kept = 0;
        while (kept == 0 && length > 0) {
            int read = in.read(into, offset, length);
            if (read < 0) {
                return read;
            }
            for (int i = offset; i < offset + read; i++) {
                if (BELONGS[into[i] & 0xFF]) {
                    into[offset + kept++] = into[i];
                }
            }
        }
        return kept;
    }
}

package dev.postern.extraction.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The first bytes of a stream. A decoder may hold what it has not given out, as that of quoted-printable does with
 * blanks.
 */
final class Beginning extends FilterInputStream {
    private int left;

    Beginning(InputStream in, int most) {
        super(in);
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        int next = left > 0 ? in.read() : -1;
        left--;
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left <= 0) {
            return -1;
        }
        int read = in.read(into, offset, Math.min(length, left));
        left -= Math.max(read, 0);
        return read;
    }
}

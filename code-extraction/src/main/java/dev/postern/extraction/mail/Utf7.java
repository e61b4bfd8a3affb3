package dev.postern.extraction.mail;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/** UTF-7 (RFC 2152), which Java does not have. It is only read. */
final class Utf7 extends Charset {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    Utf7() {
        super("UTF-7", null);
    }

    @Override
    public boolean contains(Charset other) {
        return true;
    }

    @Override
    public boolean canEncode() {
        return false;
    }

    @Override
    public CharsetEncoder newEncoder() {
        throw new UnsupportedOperationException("UTF-7 is only read");
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new Decoder(this);
    }

    private static final class Decoder extends CharsetDecoder {
        private boolean shifted;
        private boolean fresh;
        private int bits;
        private int count;

        Decoder(Charset charset) {
            super(charset, 1, 1);
        }

        @Override
        protected void implReset() {
            shifted = false;
            fresh = false;
            count = 0;
        }

        @Override
        protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
            while (in.hasRemaining()) {
                if (!out.hasRemaining()) {
                    return CoderResult.OVERFLOW;
                }
                read((char) (in.get() & 0xFF), out);
            }
            return CoderResult.UNDERFLOW;
        }

        /** At most one character comes of each byte. */
        private void read(char c, CharBuffer out) {
            int value = shifted ? LETTERS.indexOf(c) : -1;
            if (value >= 0) {
                fresh = false;
                bits = bits << 6 | value;
                count += 6;
                if (count >= Character.SIZE) {
                    count -= Character.SIZE;
                    out.put((char) (bits >>> count));
                }
            } else if (shifted && c == '-') {
                if (fresh) {
                    out.put('+');
                }
                shifted = false;
            } else if (!shifted && c == '+') {
                shifted = true;
                fresh = true;
                bits = 0;
                count = 0;
            } else {
                shifted = false;
                out.put(c);
            }
        }
    }
}

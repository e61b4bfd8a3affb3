package dev.postern.credential.imports.crypto;

import dev.postern.credential.imports.entry.UnreadableExport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.ChaCha7539Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * The first message of a stream that libsodium's {@code crypto_secretstream_xchacha20poly1305} wrote. Files that are written at
 * once have no other. Described at doc.libsodium.org, "Encrypted streams"; the key of a stream is HChaCha20's
 * (draft-irtf-cfrg-xchacha, section 2.2).
 */
public final class SecretStream {
    private static final int HEADER = 24;
    private static final int KEY = 32;
    private static final int BLOCK = 64;
    private static final int MAC = 16;
    private static final int ROUNDS = 10;
    private static final int[] CONSTANTS = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

    private SecretStream() {}

    /**
     * The message.
     *
     * @param key 32 bytes
     * @param header 24 bytes
     * @param sealed a byte for the message's kind, the message, and 16 bytes by which it is known to be unchanged
     * @throws UnreadableExport when the key does not fit
     */
    public static byte[] first(byte[] key, byte[] header, byte[] sealed) throws UnreadableExport {
        if (key.length != KEY || header.length != HEADER || sealed.length <= MAC) {
            throw UnreadableExport.damaged();
        }
        byte[] nonce = new byte[12];
        // The first message has the number 1.
        nonce[0] = 1;
        System.arraycopy(header, 16, nonce, 4, 8);
        ChaCha7539Engine stream = new ChaCha7539Engine();
        stream.init(false, new ParametersWithIV(new KeyParameter(subkey(key, Arrays.copyOf(header, 16))), nonce));
        byte[] macKey = new byte[BLOCK];
        stream.processBytes(macKey, 0, BLOCK, macKey, 0);
        byte[] kind = new byte[BLOCK];
        kind[0] = sealed[0];
        stream.processBytes(kind, 0, BLOCK, kind, 0);
        // What is authenticated is the block as it was sealed.
        kind[0] = sealed[0];
        int length = sealed.length - 1 - MAC;
        if (!MessageDigest.isEqual(
                mac(Arrays.copyOf(macKey, KEY), kind, sealed, length),
                Arrays.copyOfRange(sealed, 1 + length, sealed.length))) {
            throw Opened.wrongPassword();
        }
        byte[] message = new byte[length];
        stream.processBytes(sealed, 1, length, message, 0);
        return message;
    }

    private static byte[] mac(byte[] key, byte[] kind, byte[] sealed, int length) {
        Poly1305 poly = new Poly1305();
        poly.init(new KeyParameter(key));
        poly.update(kind, 0, BLOCK);
        poly.update(sealed, 1, length);
        // As libsodium pads, which is not as the RFC does.
        byte[] padding = new byte[(16 - BLOCK + length) & 15];
        poly.update(padding, 0, padding.length);
        byte[] lengths = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0)
                .putLong(BLOCK + (long) length)
                .array();
        poly.update(lengths, 0, lengths.length);
        byte[] mac = new byte[MAC];
        poly.doFinal(mac, 0);
        return mac;
    }

    /** HChaCha20: 20 rounds over the constants, the key and 16 bytes of the header; of the result, the first and the last row. */
    static byte[] subkey(byte[] key, byte[] input) {
        int[] state = new int[16];
        System.arraycopy(CONSTANTS, 0, state, 0, 4);
        ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(state, 4, 8);
        ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(state, 12, 4);
        for (int round = 0; round < ROUNDS; round++) {
            quarter(state, 0, 4, 8, 12);
            quarter(state, 1, 5, 9, 13);
            quarter(state, 2, 6, 10, 14);
            quarter(state, 3, 7, 11, 15);
            quarter(state, 0, 5, 10, 15);
            quarter(state, 1, 6, 11, 12);
            quarter(state, 2, 7, 8, 13);
            quarter(state, 3, 4, 9, 14);
        }
        ByteBuffer subkey = ByteBuffer.allocate(KEY).order(ByteOrder.LITTLE_ENDIAN);
        subkey.asIntBuffer().put(state, 0, 4).put(state, 12, 4);
        return subkey.array();
    }

    private static void quarter(int[] state, int a, int b, int c, int d) {
        state[a] += state[b];
        state[d] = Integer.rotateLeft(state[d] ^ state[a], 16);
        state[c] += state[d];
        state[b] = Integer.rotateLeft(state[b] ^ state[c], 12);
        state[a] += state[b];
        state[d] = Integer.rotateLeft(state[d] ^ state[a], 8);
        state[c] += state[d];
        state[b] = Integer.rotateLeft(state[b] ^ state[c], 7);
    }
}

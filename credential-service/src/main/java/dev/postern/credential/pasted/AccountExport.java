package dev.postern.credential.pasted;

import dev.postern.credential.totp.HashAlgorithm;
import dev.postern.credential.totp.Seed;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.commons.codec.binary.Base32;
import org.jspecify.annotations.Nullable;

/**
 * Google Authenticator's export of one account, {@code otpauth-migration://offline?data=…}. The data is a Protocol
 * Buffers message in Base64; its fields are described nowhere by their maker.
 */
final class AccountExport {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int ACCOUNT = 10;
    // A field's number times eight, and how it is written: 2 with its length, 0 as a number.
    private static final int SECRET = 10;
    private static final int NAME = 18;
    private static final int ISSUER = 26;
    private static final int ALGORITHM = 32;
    private static final int DIGITS = 40;
    private static final int TYPE = 48;
    private static final int VARINT_BITS = 7;
    private static final int LONGEST_VARINT = 63;

    private byte @Nullable [] secret;
    private String name = "";
    private @Nullable String issuer;
    private long algorithm;
    private long digits;
    private long type;

    private AccountExport() {}

    /**
     * The one account of the export.
     *
     * @throws Unreadable when it has none or several, or the account has other codes than are known here
     */
    static KeySettings read(KeyUri uri) {
        try {
            return account(data(uri.query())).settings();
        } catch (IllegalArgumentException | BufferUnderflowException _) {
            throw new Unreadable(KeyFault.EXPORT);
        }
    }

    private static ByteBuffer data(String query) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith("data=")) {
                String letters = PercentEncoding.decode(pair.substring(5))
                        .replace(' ', '+')
                        .replace('-', '+')
                        .replace('_', '/')
                        .replaceFirst("[\"'>)\\].,;= ]*$", "");
                return ByteBuffer.wrap(Base64.getDecoder().decode(letters));
            }
        }
        throw new Unreadable(KeyFault.EXPORT);
    }

    private static AccountExport account(ByteBuffer data) {
        AccountExport account = null;
        while (data.hasRemaining()) {
            long tag = varint(data);
            if (tag == ACCOUNT) {
                if (account != null) {
                    throw new Unreadable(KeyFault.EXPORT);
                }
                account = new AccountExport();
                account.readFields(part(data));
            } else {
                skip(data, tag);
            }
        }
        if (account == null) {
            throw new Unreadable(KeyFault.EXPORT);
        }
        return account;
    }

    private void readFields(ByteBuffer fields) {
        while (fields.hasRemaining()) {
            long tag = varint(fields);
            switch ((int) tag) {
                case SECRET -> secret = bytes(part(fields));
                case NAME -> name = text(part(fields));
                case ISSUER -> issuer = text(part(fields));
                case ALGORITHM -> algorithm = varint(fields);
                case DIGITS -> digits = varint(fields);
                case TYPE -> type = varint(fields);
                default -> skip(fields, tag);
            }
        }
    }

    private KeySettings settings() {
        if (type == 1) {
            throw new Unreadable(KeyFault.BY_COUNTER);
        }
        if (secret == null || secret.length == 0) {
            throw new Unreadable(KeyFault.NO_SECRET);
        }
        return new KeySettings(
                new Seed(secret),
                new Base32().encodeAsString(secret),
                hash(),
                length(),
                30,
                false,
                -1,
                name,
                issuer == null || issuer.isBlank() ? null : issuer,
                null);
    }

    private HashAlgorithm hash() {
        return switch ((int) algorithm) {
            case 0, 1 -> HashAlgorithm.SHA1;
            case 2 -> HashAlgorithm.SHA256;
            case 3 -> HashAlgorithm.SHA512;
            default -> throw new Unreadable(KeyFault.ALGORITHM);
        };
    }

    private int length() {
        return switch ((int) digits) {
            case 0, 1 -> 6;
            case 2 -> 8;
            default -> throw new Unreadable(KeyFault.DIGITS);
        };
    }

    private static void skip(ByteBuffer data, long tag) {
        switch ((int) (tag & 7)) {
            case VARINT -> varint(data);
            case LENGTH_DELIMITED -> part(data);
            default -> throw new Unreadable(KeyFault.EXPORT);
        }
    }

    private static ByteBuffer part(ByteBuffer data) {
        long length = varint(data);
        if (length > data.remaining() || length < 0) {
            throw new Unreadable(KeyFault.EXPORT);
        }
        ByteBuffer part = data.slice(data.position(), (int) length);
        data.position(data.position() + (int) length);
        return part;
    }

    private static long varint(ByteBuffer data) {
        long value = 0;
        for (int shift = 0; shift <= LONGEST_VARINT; shift += VARINT_BITS) {
            byte next = data.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new Unreadable(KeyFault.EXPORT);
    }

    private static byte[] bytes(ByteBuffer part) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer part) {
        return new String(bytes(part), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}

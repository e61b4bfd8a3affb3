package dev.postern.credential.pasted;

import dev.postern.credential.totp.HashAlgorithm;
import dev.postern.credential.totp.Seed;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.binary.Base32;
import org.jspecify.annotations.Nullable;

/**
 * Google Authenticator's export, {@code otpauth-migration://offline?data=…}. The data is a Protocol Buffers message in
 * Base64; its fields are described nowhere by their maker. An export of many accounts comes in several pages, each an
 * address of its own.
 */
public final class AccountExport {
    private static final int ACCOUNT = 10;
    // A field's number times eight, and how it is written: 2 with its length, 0 as a number.
    private static final int PAGES = 24;
    private static final int PAGE = 32;
    private static final int BATCH = 40;
    private static final int SECRET = 10;
    private static final int NAME = 18;
    private static final int ISSUER = 26;
    private static final int ALGORITHM = 32;
    private static final int DIGITS = 40;
    private static final int TYPE = 48;
    private static final int COUNTER = 56;
    private static final int BY_COUNTER = 1;
    private static final int PERIOD = 30;

    private byte @Nullable [] secret;
    private String name = "";
    private @Nullable String issuer;
    private long algorithm;
    private long digits;
    private long type;
    private long counter;

    private AccountExport() {}

    /**
     * One page of an export.
     *
     * @param accounts those on it
     * @param batch which export it belongs to
     * @param number its own, from 0
     * @param of how many pages the export has, at least 1
     */
    public record Page(List<Account> accounts, long batch, long number, long of) {}

    /**
     * One account of a page.
     *
     * @param name the account's name, perhaps with its issuer and a colon in front; empty: none
     * @param issuer whose account it is; null: not said
     * @param key a URI to store, a secret; or what is wrong with it
     */
    public record Account(String name, @Nullable String issuer, KeyReading<String> key) {
        @Override
        public String toString() {
            return "Account";
        }
    }

    /** The page whose address the text is; empty for another text, refused when the address cannot be read. */
    public static Optional<KeyReading<Page>> page(String text) {
        try {
            return KeyUri.find(PastedText.clean(text))
                    .filter(uri -> uri.kind() == KeyUri.Kind.EXPORT)
                    .map(uri -> new KeyReading.Understood<>(page(uri)));
        } catch (Unreadable refused) {
            return refused.fault() == KeyFault.EXPORT
                    ? Optional.of(new KeyReading.Refused<>(KeyFault.EXPORT))
                    : Optional.empty();
        }
    }

    /**
     * The one account of the export.
     *
     * @throws Unreadable when it has none or several, or the account has other codes than are known here
     */
    static KeySettings read(KeyUri uri) {
        List<AccountExport> accounts = new ArrayList<>();
        readPage(uri, accounts);
        if (accounts.size() != 1) {
            throw new Unreadable(KeyFault.EXPORT);
        }
        return accounts.getFirst().settings();
    }

    private static Page page(KeyUri uri) {
        List<AccountExport> accounts = new ArrayList<>();
        long[] numbers = readPage(uri, accounts);
        return new Page(
                accounts.stream().map(AccountExport::account).toList(),
                numbers[2],
                numbers[1],
                Math.max(1, numbers[0]));
    }

    private Account account() {
        try {
            KeySettings settings = settings();
            return new Account(
                    name,
                    settings.issuer(),
                    new KeyReading.Understood<>(settings.kept(settings.hasCounter() ? "hotp" : "totp")));
        } catch (Unreadable refused) {
            return new Account(name, issuer, new KeyReading.Refused<>(refused.fault()));
        }
    }

    /** Adds the accounts; answers how many pages there are, which this is, and the batch. */
    private static long[] readPage(KeyUri uri, List<AccountExport> accounts) {
        long[] numbers = new long[3];
        try {
            ByteBuffer data = data(uri.query());
            while (data.hasRemaining()) {
                long tag = ProtocolBuffer.varint(data);
                switch ((int) tag) {
                    case ACCOUNT -> accounts.add(new AccountExport().withFields(ProtocolBuffer.part(data)));
                    case PAGES -> numbers[0] = ProtocolBuffer.varint(data);
                    case PAGE -> numbers[1] = ProtocolBuffer.varint(data);
                    case BATCH -> numbers[2] = ProtocolBuffer.varint(data);
                    default -> ProtocolBuffer.skip(data, tag);
                }
            }
        } catch (IllegalArgumentException | BufferUnderflowException _) {
            throw new Unreadable(KeyFault.EXPORT);
        }
        return numbers;
    }

    private static ByteBuffer data(String query) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith("data=")) {
                String letters = PercentEncoding.decode(pair.substring(5))
                        .replace(' ', '+')
                        .replace('-', '+')
                        .replace('_', '/');
                return ByteBuffer.wrap(Base64.getDecoder().decode(withoutEnd(letters)));
            }
        }
        throw new Unreadable(KeyFault.EXPORT);
    }

    /** Without the padding, and without what ends the sentence that it stands in. */
    private static String withoutEnd(String letters) {
        int end = letters.length();
        while (end > 0 && "\"'>)].,;= ".indexOf(letters.charAt(end - 1)) >= 0) {
            end--;
        }
        return letters.substring(0, end);
    }

    private AccountExport withFields(ByteBuffer fields) {
        while (fields.hasRemaining()) {
            long tag = ProtocolBuffer.varint(fields);
            switch ((int) tag) {
                case SECRET -> secret = ProtocolBuffer.bytes(ProtocolBuffer.part(fields));
                case NAME -> name = text(ProtocolBuffer.part(fields));
                case ISSUER -> issuer = text(ProtocolBuffer.part(fields));
                case ALGORITHM -> algorithm = ProtocolBuffer.varint(fields);
                case DIGITS -> digits = ProtocolBuffer.varint(fields);
                case TYPE -> type = ProtocolBuffer.varint(fields);
                case COUNTER -> counter = ProtocolBuffer.varint(fields);
                default -> ProtocolBuffer.skip(fields, tag);
            }
        }
        return this;
    }

    private KeySettings settings() {
        if (secret == null || secret.length == 0) {
            throw new Unreadable(KeyFault.NO_SECRET);
        }
        if (type == BY_COUNTER && counter < 0) {
            throw new Unreadable(KeyFault.COUNTER);
        }
        return new KeySettings(
                new Seed(secret),
                new Base32().encodeAsString(secret),
                hash(),
                length(),
                PERIOD,
                false,
                type == BY_COUNTER ? counter : -1,
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
            case 3 -> 7;
            default -> throw new Unreadable(KeyFault.DIGITS);
        };
    }

    private static String text(ByteBuffer part) {
        return new String(ProtocolBuffer.bytes(part), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }

    /** The wire format, as far as it is needed (protobuf.dev, "Encoding"). */
    private static final class ProtocolBuffer {
        private static final int VARINT = 0;
        private static final int FIXED_64 = 1;
        private static final int LENGTH_DELIMITED = 2;
        private static final int FIXED_32 = 5;
        private static final int VARINT_BITS = 7;
        private static final int LONGEST_VARINT = 63;

        static void skip(ByteBuffer data, long tag) {
            switch ((int) (tag & 7)) {
                case VARINT -> varint(data);
                case FIXED_64 -> data.getLong();
                case LENGTH_DELIMITED -> part(data);
                case FIXED_32 -> data.getInt();
                default -> throw new Unreadable(KeyFault.EXPORT);
            }
        }

        static ByteBuffer part(ByteBuffer data) {
            long length = varint(data);
            if (length > data.remaining() || length < 0) {
                throw new Unreadable(KeyFault.EXPORT);
            }
            ByteBuffer part = data.slice(data.position(), (int) length);
            data.position(data.position() + (int) length);
            return part;
        }

        static long varint(ByteBuffer data) {
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

        static byte[] bytes(ByteBuffer part) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            return bytes;
        }
    }
}

package dev.postern.platform.sealing;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfSet;
import dev.postern.events.identifier.Identifier;
import dev.postern.events.message.MatchKey;
import dev.postern.events.message.RepeatKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keyed hashes (HMAC-SHA-256) by which sealed values are found. A reader of a topic or a table cannot test addresses against them
 * without the key. Each part is prefixed by its length, so that different lists of parts have different hashes.
 *
 * <p>The primary key of the keyset makes all hashes. What is only checked, and never looked for, may come from any of its keys.
 */
public final class IndexKey {
    private static final int BYTES = 32;

    private final Prf primary;
    private final List<Prf> all;

    /** @param all the primary one first: it made nearly everything */
    private IndexKey(List<Prf> all) {
        this.primary = all.getFirst();
        this.all = List.copyOf(all);
    }

    /**
     * Hashes under a keyset of HMAC-SHA-256 keys.
     *
     * @throws GeneralSecurityException when the keyset holds keys of another kind
     */
    public static IndexKey of(KeysetHandle keyset) throws GeneralSecurityException {
        PrfSet keys = keyset.getPrimitive(RegistryConfiguration.get(), PrfSet.class);
        Map<Integer, Prf> byId = new HashMap<>(keys.getPrfs());
        List<Prf> all = new ArrayList<>(List.of(Objects.requireNonNull(byId.remove(keys.getPrimaryId()))));
        all.addAll(byId.values());
        return new IndexKey(all);
    }

    /** The key that a code for this identifier and a request for it share. */
    public MatchKey matchKey(String organizationId, Identifier identifier) {
        return new MatchKey(hash("match", organizationId, identifier.normalised()));
    }

    /**
     * The keys of a sender: that of the address or number itself first, then those of the address's domain and of the domains
     * above it that have a dot.
     */
    public List<String> senderKeys(String organizationId, String sender) {
        String address = senderName(sender);
        List<String> keys = new ArrayList<>(List.of(hash("sender", organizationId, address)));
        String domain = address.substring(address.indexOf('@') + 1);
        while (domain.length() < address.length() && domain.indexOf('.') > 0) {
            keys.add(hash("sender", organizationId, domain));
            domain = domain.substring(domain.indexOf('.') + 1);
        }
        return keys;
    }

    /** The key of a sender that is asked for: an address, a domain, a number or a name. */
    public String senderKey(String organizationId, String asked) {
        return hash("sender", organizationId, senderName(asked));
    }

    /** Networks write a sender's name in any case, and people write a domain as {@code @example.com}. */
    private static String senderName(String sender) {
        String name = Identifier.of(sender).normalised().strip().toLowerCase(Locale.ROOT);
        return name.startsWith("@") ? name.substring(1) : name;
    }

    /**
     * A key that is equal when one sender sends one text to one identifier again.
     *
     * @param senderId the id of the API key or of the channel
     */
    public RepeatKey repeatKey(MatchKey matchKey, String senderId, String content) {
        return new RepeatKey(hash("repeat", matchKey.value(), senderId, content));
    }

    /** A digest of texts that must be recognised later but must not be kept. Other texts, however they are cut, have another one. */
    public String digest(String purpose, String... texts) {
        return hash(
                Stream.concat(Stream.of("digest", purpose), Stream.of(texts)).toArray(String[]::new));
    }

    /** Whether one of the keys made this digest of the text. */
    public boolean isDigest(@Nullable String given, String purpose, String text) {
        return given != null && isHash(given, input("digest", purpose, text));
    }

    /**
     * The MAC of a record: only a holder of this key can make it, and it is good for this topic, key and value alone.
     *
     * @param value null for a record without a value
     */
    String recordMac(String topic, String key, byte @Nullable [] value) {
        return hash(recordInput(topic, key, value), primary);
    }

    /** Whether one of the keys made this MAC of the record. */
    boolean isRecordMac(String given, String topic, String key, byte @Nullable [] value) {
        return isHash(given, recordInput(topic, key, value));
    }

    private static byte[] recordInput(String topic, String key, byte @Nullable [] value) {
        return input(Stream.of(utf8("record"), utf8(topic), utf8(key), utf8(value == null ? "none" : "value"), value)
                .filter(Objects::nonNull));
    }

    private String hash(String... parts) {
        return hash(input(parts), primary);
    }

    private boolean isHash(String given, byte[] input) {
        return all.stream().anyMatch(key -> isHash(given, input, key));
    }

    private static boolean isHash(String given, byte[] input, Prf key) {
        return MessageDigest.isEqual(utf8(given), utf8(hash(input, key)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] input(String... parts) {
        return input(Stream.of(parts).map(IndexKey::utf8));
    }

    private static byte[] input(Stream<byte[]> parts) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        parts.forEach(bytes -> {
            input.writeBytes(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
            input.write(':');
            input.writeBytes(bytes);
        });
        return input.toByteArray();
    }

    private static String hash(byte[] input, Prf key) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(key.compute(input, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Hashing failed", e);
        }
    }
}

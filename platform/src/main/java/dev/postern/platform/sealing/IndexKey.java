package dev.postern.platform.sealing;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfSet;
import dev.postern.events.OtherHashes;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keyed hashes (HMAC-SHA-256) by which sealed values are found. A reader of a topic or a table cannot test addresses against them
 * without the key. Each part is prefixed by its length, so that different lists of parts have different hashes.
 *
 * <p>The primary key of the keyset makes all hashes. What is only checked may come from any of its keys. What is looked for is looked
 * for by the hashes of all of them, while the key is being replaced ({@code docs/adr/0053}). Safe for use by several threads.
 */
public final class IndexKey {
    private static final int BYTES = 32;

    /** The primary one first: it made nearly everything. */
    private final AtomicReference<List<Prf>> keys;
    /** By the hash of another key that of the primary one; null when nobody asked for them. */
    private final @Nullable Map<String, String> noted;

    private IndexKey(List<Prf> keys, @Nullable Map<String, String> noted) {
        this.keys = new AtomicReference<>(keys);
        this.noted = noted;
    }

    /**
     * Hashes under a keyset of HMAC-SHA-256 keys.
     *
     * @throws GeneralSecurityException when the keyset holds keys of another kind
     */
    public static IndexKey of(KeysetHandle keyset) throws GeneralSecurityException {
        return new IndexKey(keys(keyset), null);
    }

    /** Goes on with these keys. */
    void use(KeysetHandle keyset) throws GeneralSecurityException {
        keys.set(keys(keyset));
    }

    private static List<Prf> keys(KeysetHandle keyset) throws GeneralSecurityException {
        PrfSet keys = keyset.getPrimitive(RegistryConfiguration.get(), PrfSet.class);
        Map<Integer, Prf> byId = new HashMap<>(keys.getPrfs());
        List<Prf> all = new ArrayList<>(List.of(Objects.requireNonNull(byId.remove(keys.getPrimaryId()))));
        all.addAll(byId.values());
        return List.copyOf(all);
    }

    /**
     * Makes hashes as this does now, and notes what the other keys make of the values. For the hashes of one event or request, by one
     * thread.
     */
    public static final class Noting {
        private final Map<String, String> others = new HashMap<>();
        private final IndexKey indexKey;

        private Noting(List<Prf> keys) {
            this.indexKey = new IndexKey(keys, keys.size() == 1 ? null : others);
        }

        /** Makes the hashes. */
        public IndexKey key() {
            return indexKey;
        }

        /** Whether there is another key than the one that makes the hashes. */
        public boolean several() {
            return indexKey.keys.get().size() > 1;
        }

        /** Notes a value that was made of another hash than the ones made here. */
        public void note(String other, String ours) {
            others.put(other, ours);
        }

        /** All that were noted until now. */
        public OtherHashes others() {
            return others.isEmpty() ? OtherHashes.none() : new OtherHashes(others);
        }
    }

    /** For the hashes of one event or request. */
    public Noting noting() {
        return new Noting(keys.get());
    }

    /** The key that a code for this identifier and a request for it share. */
    public MatchKey matchKey(String organizationId, Identifier identifier) {
        return new MatchKey(hash(matchInput(organizationId, identifier)));
    }

    /** All keys under which something for this identifier may be stored; that of {@link #matchKey} first. */
    public List<String> matchKeys(String organizationId, Identifier identifier) {
        return hashes(matchInput(organizationId, identifier));
    }

    private static byte[] matchInput(String organizationId, Identifier identifier) {
        return input("match", organizationId, identifier.normalised());
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
    public RepeatKey repeatKey(String organizationId, Identifier identifier, String senderId, String content) {
        byte[] match = matchInput(organizationId, identifier);
        return new RepeatKey(note(keys.get().stream()
                .map(key -> hash(input("repeat", hash(match, key), senderId, content), key))
                .toList()));
    }

    /** A digest of texts that must be recognised later but must not be kept. Other texts, however they are cut, have another one. */
    public String digest(String purpose, String... texts) {
        return hash(digestInput(purpose, texts));
    }

    /** What each key makes of the texts; that of {@link #digest} first. */
    public List<String> digests(String purpose, String... texts) {
        return hashes(digestInput(purpose, texts));
    }

    private static byte[] digestInput(String purpose, String... texts) {
        return input(
                Stream.concat(Stream.of("digest", purpose), Stream.of(texts)).toArray(String[]::new));
    }

    /** Whether one of the keys made this digest of the text. */
    public boolean isDigest(@Nullable String given, String purpose, String text) {
        return given != null && isHash(given, digestInput(purpose, text));
    }

    /**
     * The MAC of a record: only a holder of this key can make it, and it is good for this topic, key and value alone.
     *
     * @param value null for a record without a value
     */
    String recordMac(String topic, String key, byte @Nullable [] value) {
        return hash(recordInput(topic, key, value), keys.get().getFirst());
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
        return hash(input(parts));
    }

    private String hash(byte[] input) {
        return noted == null ? hash(input, keys.get().getFirst()) : note(hashes(input));
    }

    private List<String> hashes(byte[] input) {
        return keys.get().stream().map(key -> hash(input, key)).toList();
    }

    /** Notes all but the first, which is given back. */
    private String note(List<String> hashes) {
        if (noted != null) {
            hashes.stream().skip(1).forEach(other -> noted.put(other, hashes.getFirst()));
        }
        return hashes.getFirst();
    }

    private boolean isHash(String given, byte[] input) {
        return keys.get().stream().anyMatch(key -> isHash(given, input, key));
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

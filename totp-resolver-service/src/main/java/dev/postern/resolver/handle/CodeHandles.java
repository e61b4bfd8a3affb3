package dev.postern.resolver.handle;

import dev.postern.platform.access.Caller;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.resolver.idempotency.IdempotencyKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes and reads handles: docs/rules.md, "Handles". A handle names its request and its end, with a keyed hash over both and over the
 * organisation. So making one writes nothing, and any replica can read it. That it is redeemed once is kept with the request.
 */
@ApplicationScoped
public class CodeHandles {
    /** How long a handle may be redeemed. */
    static final Duration LIFE = Duration.ofSeconds(60);

    private static final String PREFIX = "hdl_";
    private static final String REQUEST_PREFIX = "cr_";
    private static final int REQUEST_BYTES = 16;
    private static final int HASH_BYTES = 16;
    private static final int ALL_BYTES = REQUEST_BYTES + Integer.BYTES + HASH_BYTES;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final IndexKey indexKey;
    private final Clock clock;

    CodeHandles(IndexKey indexKey, Clock clock) {
        this.indexKey = indexKey;
        this.clock = clock;
    }

    /**
     * What a handle says. It is genuine, but may be over or redeemed.
     *
     * @param requestId the request whose code it stands for
     * @param expiresAt from then on it is of no use
     */
    record Named(String requestId, Instant expiresAt) {}

    /** A new handle for the code of a request. */
    public CodeHandle handle(String organizationId, String requestId) {
        Instant expiresAt = clock.instant().plus(LIFE).truncatedTo(ChronoUnit.SECONDS);
        byte[] id = Base64.getUrlDecoder().decode(requestId.substring(REQUEST_PREFIX.length()));
        ByteBuffer handle = ByteBuffer.allocate(ALL_BYTES)
                .put(id)
                .putInt((int) expiresAt.getEpochSecond())
                .put(hashes(organizationId, requestId, expiresAt).getFirst());
        return new CodeHandle(PREFIX + ENCODER.encodeToString(handle.array()), expiresAt);
    }

    /** What the handle says; empty when it was not made for this organisation. */
    Optional<Named> read(String organizationId, String handle) {
        byte[] bytes = decoded(handle);
        if (bytes == null) {
            return Optional.empty();
        }
        String requestId = REQUEST_PREFIX + ENCODER.encodeToString(Arrays.copyOf(bytes, REQUEST_BYTES));
        long seconds = Integer.toUnsignedLong(
                ByteBuffer.wrap(bytes, REQUEST_BYTES, Integer.BYTES).getInt());
        Instant expiresAt = Instant.ofEpochSecond(seconds);
        byte[] hash = Arrays.copyOfRange(bytes, REQUEST_BYTES + Integer.BYTES, ALL_BYTES);
        return hashes(organizationId, requestId, expiresAt).stream().anyMatch(made -> MessageDigest.isEqual(hash, made))
                ? Optional.of(new Named(requestId, expiresAt))
                : Optional.empty();
    }

    /**
     * Who redeems a handle, as it is kept with the request. Only this API key can make it again, with this handle and this
     * {@code Idempotency-Key}; a reader of the table cannot test guesses against it.
     *
     * @return by each key of the index keyset, the primary one first; empty without an {@code Idempotency-Key}: nobody can say
     *     again that they are this redeemer
     */
    List<String> redeemers(Caller caller, String handle, IdempotencyKey key) {
        return key.value() == null
                ? List.of()
                : indexKey.digests(
                        "code-handle-redeemer", caller.organizationId(), caller.apiKeyId(), handle, key.value());
    }

    private static byte @Nullable [] decoded(String handle) {
        if (!handle.startsWith(PREFIX)) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(handle.substring(PREFIX.length()));
            return bytes.length == ALL_BYTES ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** By each key, the primary one first. */
    private List<byte[]> hashes(String organizationId, String requestId, Instant expiresAt) {
        return indexKey
                .digests(
                        "code-handle",
                        String.join("\n", organizationId, requestId, Long.toString(expiresAt.getEpochSecond())))
                .stream()
                .map(digest -> Arrays.copyOf(digest.getBytes(StandardCharsets.US_ASCII), HASH_BYTES))
                .toList();
    }
}

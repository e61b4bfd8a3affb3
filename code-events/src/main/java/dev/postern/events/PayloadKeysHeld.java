package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which payload and index keys a running replica holds. Each replica of the three services tells it every few seconds, so that a new key
 * is used only once all of them know it. Its record is signed ({@link Topic#signed()}).
 *
 * @param replica of one process, with the name of its service in front; the record's key
 * @param service its service
 * @param keyIds the ids of the keys with which it opens
 * @param sealingKeyId the id of the key with which it seals
 * @param indexKeyIds the ids of the index keys by which it finds and believes; null from a version that does not tell them
 * @param indexKeyId the id of the index key with which it hashes and signs; null from a version that does not tell it
 * @param keptSeconds how long its service keeps what is sealed; 0 for one that keeps nothing
 * @param at when it was so
 */
public record PayloadKeysHeld(
        String replica,
        String service,
        List<Long> keyIds,
        long sealingKeyId,
        @Nullable List<Long> indexKeyIds,
        @Nullable Long indexKeyId,
        long keptSeconds,
        Instant at)
        implements Event, Versioned {

    public PayloadKeysHeld {
        Objects.requireNonNull(replica, "replica");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(keyIds, "keyIds");
        Objects.requireNonNull(at, "at");
        keyIds = List.copyOf(keyIds);
        indexKeyIds = indexKeyIds == null ? null : List.copyOf(indexKeyIds);
    }

    @Override
    public String id() {
        return replica + "." + at.toEpochMilli();
    }

    @Override
    public String type() {
        return "payload-keys.held";
    }

    @Override
    public Instant time() {
        return at;
    }

    @Override
    public Topic topic() {
        return Topic.PAYLOAD_KEYS;
    }

    @Override
    public String key() {
        return replica;
    }

    /** The time: a replica has one clock. */
    @Override
    @JsonIgnore
    public long version() {
        return at.toEpochMilli();
    }

    @Override
    public boolean isFinal() {
        return false;
    }
}

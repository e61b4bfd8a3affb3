package dev.postern.credential.rotation;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A rotation as it is shown.
 *
 * @param rotationId its id
 * @param kind which key is replaced
 * @param organizationId whose data key; null for all organisations, and for keys that belong to none
 * @param step how far it has come
 * @param rowsTotal how many rows, or wrapped keys, there were when it began
 * @param rowsDone how many rows, or wrapped keys, were done; not those that a request wrote under the new key itself
 * @param newKeyId the id of the key that comes into use; null where each organisation has its own, and in Vault
 * @param waitsUntil when the step may go on; null when it waits for no time
 * @param waitsForReplicas those that do not have the new key yet, do not use it, or at the end still have the old one; a service
 *     by its name when no replica of it is heard
 * @param startedBy the id of the API key that asked for it
 * @param startedAt when it began
 * @param finishedAt when the old keys were gone; null before
 */
@Schema(name = "KeyRotation")
record RotationView(
        String rotationId,
        Kind kind,
        @Nullable String organizationId,
        Step step,
        long rowsTotal,
        long rowsDone,
        @Nullable Long newKeyId,
        @Nullable Instant waitsUntil,
        List<String> waitsForReplicas,
        String startedBy,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    static RotationView of(Rotation rotation, List<String> waitsForReplicas) {
        Rotation.Asked asked = rotation.asked();
        return new RotationView(
                asked.id(),
                asked.kind(),
                asked.organizationId(),
                rotation.place().step(),
                rotation.rowsTotal(),
                rotation.rowsDone(),
                rotation.newKey(),
                rotation.notBefore(),
                waitsForReplicas,
                asked.actor(),
                asked.at(),
                rotation.finishedAt());
    }
}

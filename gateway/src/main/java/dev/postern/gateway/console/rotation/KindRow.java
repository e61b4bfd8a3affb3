package dev.postern.gateway.console.rotation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of key on the page.
 *
 * @param kind the kind
 * @param rotation the newest one; null when the key was never replaced
 */
record KindRow(KeyKind kind, @Nullable Rotation rotation) {

    /** @param rotations newest first */
    static KindRow of(KeyKind kind, List<Rotation> rotations) {
        Rotation newest = rotations.stream()
                .filter(each -> each.kind().equals(kind.wireName()))
                .findFirst()
                .orElse(null);
        return new KindRow(kind, newest);
    }

    /** Whether a rotation may begin now. */
    public boolean mayBegin() {
        return rotation == null || rotation.leavesRoom();
    }

    /** What the operator does now; empty for nothing. */
    public String toDo() {
        return rotation == null || !rotation.goesOn() ? "" : kind.toDo(rotation.step());
    }
}

package dev.postern.credential.rotation;

import dev.postern.events.AuditRecorded;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replacement of a key.
 *
 * @param asked what was asked for
 * @param newKey the id of the key that comes into use; null where each organisation has its own, and in Vault
 * @param place where it is
 * @param rowsTotal how many rows there were when it began
 * @param notBefore when the step may go on; null: at once
 * @param finishedAt null while it goes on
 */
record Rotation(
        Asked asked,
        @Nullable Long newKey,
        Place place,
        long rowsTotal,
        long rowsDone,
        @Nullable Instant notBefore,
        @Nullable Instant finishedAt) {

    /**
     * What an operator asked for.
     *
     * @param id {@code kr_…}
     * @param organizationId whose data key; null for all organisations, and for keys of the installation
     * @param actor the id of the API key that asked
     */
    record Asked(String id, Kind kind, @Nullable String organizationId, String actor, Instant at) {

        /** The record that the rotation did something to a key of the organisation, or of the installation. */
        AuditRecorded did(String action, String ofOrganizationId, Instant now) {
            return AuditRecorded.of(ofOrganizationId, actor, action, id, now);
        }
    }

    /**
     * Where a rotation is.
     *
     * @param organizationId at this one; all before it are done; empty before the first
     * @param table the number of the table within the organisation or the step
     * @param row the last row of the table that is done; empty before the first
     */
    record Place(Step step, String organizationId, int table, String row) {

        /** The beginning of a step. */
        static Place startOf(Step step) {
            return new Place(step, "", 0, "");
        }

        /** Before the first row of an organisation. */
        Place at(String organization) {
            return new Place(step, organization, 0, "");
        }

        Place nextTable() {
            return new Place(step, organizationId, table + 1, "");
        }

        Place after(String doneRow) {
            return new Place(step, organizationId, table, doneRow);
        }
    }

    /** At its beginning. */
    static Rotation of(Asked asked, Step first, @Nullable Long newKey, long rowsTotal) {
        return new Rotation(asked, newKey, Place.startOf(first), rowsTotal, 0, null, null);
    }

    /** At another place, with so many more rows done. */
    Rotation movedTo(Place next, long moreRows) {
        return new Rotation(asked, newKey, next, rowsTotal, rowsDone + moreRows, null, null);
    }

    /** At another place. */
    Rotation movedTo(Place next) {
        return movedTo(next, 0);
    }

    /** At another place, where it waits until then. */
    Rotation waitsAt(Place next, Instant until) {
        return new Rotation(asked, newKey, next, rowsTotal, rowsDone, until, null);
    }

    /** At the beginning of a step that waits until then. */
    Rotation waitsFor(Step next, Instant until) {
        return waitsAt(Place.startOf(next), until);
    }

    /** Done for good. */
    Rotation finished(Instant now) {
        return new Rotation(asked, newKey, Place.startOf(Step.FINISHED), rowsTotal, rowsDone, null, now);
    }

    /** Left to a later rotation of the kind. */
    Rotation overtaken(Instant now) {
        return new Rotation(asked, newKey, Place.startOf(Step.OVERTAKEN), rowsTotal, rowsDone, null, now);
    }

    boolean mayGoOnAt(Instant now) {
        return notBefore == null || !now.isBefore(notBefore);
    }
}

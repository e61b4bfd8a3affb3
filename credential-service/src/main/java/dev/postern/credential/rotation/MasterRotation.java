package dev.postern.credential.rotation;

import dev.postern.credential.rotation.Rotation.Place;
import dev.postern.credential.vault.MasterKeyRenewal;
import dev.postern.credential.vault.MasterKeyRenewal.Wrapped;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Replaces the master key: once each replica has the new key, everything is wrapped with it anew. Then the operator takes the old key out
 * of the keyset. In Vault the first and the last are not needed.
 */
@ApplicationScoped
class MasterRotation implements Rotating {
    /** In the order in which they are wrapped anew; a rotation's place says how far it is. */
    private static final List<Wrapped> TABLES = List.of(Wrapped.values());

    private final MasterKeyRenewal keys;
    private final Outbox outbox;
    private final Clock clock;

    MasterRotation(MasterKeyRenewal keys, Outbox outbox, Clock clock) {
        this.keys = keys;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Kind kind() {
        return Kind.MASTER;
    }

    @Override
    public Rotation begin(Connection connection, Rotation.Asked asked) throws SQLException {
        if (asked.organizationId() != null) {
            throw Problem.of(ProblemType.BAD_REQUEST, "The master key belongs to no organisation");
        }
        OptionalLong newKey = keys.newKey(connection);
        long rows = keys.count(connection);
        if (newKey.isPresent()) {
            return Rotation.of(asked, Step.SPREADING, newKey.getAsLong(), rows);
        }
        audit(connection, asked, "master-key.renewed");
        return Rotation.of(asked, Step.WRAPPING, null, rows);
    }

    @Override
    public Rotation advance(Connection connection, Rotation rotation) throws SQLException {
        return switch (rotation.place().step()) {
            case SPREADING -> use(connection, rotation);
            case WRAPPING -> wrap(connection, rotation);
            default ->
                rotation.newKey() == null || waitsFor(connection, rotation).isEmpty()
                        ? finish(connection, rotation)
                        : rotation;
        };
    }

    @Override
    public List<String> waitsFor(Connection connection, Rotation rotation) throws SQLException {
        Long newKey = rotation.newKey();
        if (newKey == null) {
            return List.of();
        }
        return switch (rotation.place().step()) {
            case SPREADING -> keys.without(connection, newKey);
            case REMOVING -> keys.withOthers(connection, newKey);
            default -> List.of();
        };
    }

    private Rotation use(Connection connection, Rotation rotation) throws SQLException {
        Long newKey = rotation.newKey();
        if (newKey == null || !keys.without(connection, newKey).isEmpty()) {
            return rotation;
        }
        keys.use(connection, newKey);
        audit(connection, rotation.asked(), "master-key.renewed");
        return rotation.movedTo(Place.startOf(Step.WRAPPING));
    }

    private Rotation finish(Connection connection, Rotation rotation) throws SQLException {
        // In Vault the old version stays until it is forbidden there.
        audit(
                connection,
                rotation.asked(),
                rotation.newKey() == null ? "master-key.old-unused" : "master-key.old-removed");
        return rotation.finished(clock.instant());
    }

    private void audit(Connection connection, Rotation.Asked asked, String action) throws SQLException {
        outbox.append(connection, List.of(asked.did(action, AuditRecorded.INSTALLATION, clock.instant())));
    }

    private Rotation wrap(Connection connection, Rotation rotation) throws SQLException {
        Place place = rotation.place();
        if (place.table() == TABLES.size()) {
            return rotation.movedTo(Place.startOf(Step.REMOVING));
        }
        Optional<String> done = keys.wrapAfter(place.row(), TABLES.get(place.table()), connection);
        if (done.isEmpty()) {
            return rotation.movedTo(place.nextTable());
        }
        return done.get().equals(place.row()) ? rotation : rotation.movedTo(place.after(done.get()), 1);
    }
}

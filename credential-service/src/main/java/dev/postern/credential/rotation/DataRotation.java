package dev.postern.credential.rotation;

import dev.postern.credential.rotation.Rotation.Place;
import dev.postern.credential.vault.DataKeyRenewal;
import dev.postern.credential.vault.EncryptedTable;
import dev.postern.credential.vault.Reencryption;
import dev.postern.database.Sql;
import dev.postern.database.outbox.Outbox;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Replaces data keys. In each organisation a new key comes first and its rows are encrypted anew, some at a time. Then, once requests that
 * read a row before have ended, the old keys are destroyed, in each organisation that has nothing left under them.
 */
@ApplicationScoped
class DataRotation implements Rotating {
    /** Far longer than a transaction may take: a request opens what it read within its transaction. */
    private static final Duration SETTLES = Duration.ofMinutes(2);

    private static final Sql HAS_KEY = Sql.of("SELECT 1 FROM data_keys WHERE organization_id = :organization");
    private static final Sql NEXT_ORGANIZATION =
            Sql.of("SELECT min(organization_id) FROM data_keys WHERE organization_id > :after");

    private final DataKeyRenewal keys;
    private final List<EncryptedRows> tables;
    private final Outbox outbox;
    private final Clock clock;
    private final Duration settles;

    @Inject
    DataRotation(DataKeyRenewal keys, @All List<EncryptedTable> tables, Outbox outbox, Clock clock) {
        this(keys, tables, outbox, clock, SETTLES);
    }

    /** @param settles how long after the last row the old keys are destroyed */
    DataRotation(DataKeyRenewal keys, List<EncryptedTable> tables, Outbox outbox, Clock clock, Duration settles) {
        this.keys = keys;
        // The cursor holds a table's number.
        this.tables = tables.stream()
                .sorted(Comparator.comparing(EncryptedTable::table))
                .map(EncryptedRows::new)
                .toList();
        this.outbox = outbox;
        this.clock = clock;
        this.settles = settles;
    }

    @Override
    public Kind kind() {
        return Kind.DATA;
    }

    @Override
    public Rotation begin(Connection connection, Rotation.Asked asked) throws SQLException {
        String only = asked.organizationId();
        if (only != null && !HAS_KEY.exists(connection, query -> query.set("organization", only))) {
            throw Problem.of(ProblemType.NOT_FOUND, "There is no such organisation");
        }
        long total = 0;
        for (EncryptedRows table : tables) {
            total += table.count(connection, only == null ? "" : only);
        }
        return Rotation.of(asked, Step.ENCRYPTING, null, total);
    }

    @Override
    public Rotation advance(Connection connection, Rotation rotation) throws SQLException {
        return switch (rotation.place().step()) {
            case ENCRYPTING -> encrypt(connection, rotation);
            case SETTLING -> rotation.movedTo(Place.startOf(Step.DESTROYING));
            case DESTROYING -> destroy(connection, rotation);
            default -> rotation;
        };
    }

    private Rotation encrypt(Connection connection, Rotation rotation) throws SQLException {
        Place place = rotation.place();
        if (place.organizationId().isEmpty() || place.table() == tables.size()) {
            Optional<String> next = nextOrganization(connection, rotation);
            if (next.isEmpty()) {
                return rotation.waitsFor(Step.SETTLING, clock.instant().plus(settles));
            }
            keys.addKey(connection, next.get());
            audit(connection, rotation, next.get(), "data-key.renewed");
            return rotation.movedTo(place.at(next.get()));
        }
        Optional<Reencryption> newest = keys.reencryption(connection, place.organizationId());
        List<String> done = newest.isEmpty()
                ? List.of()
                : tables.get(place.table()).encryptAfter(place.row(), connection, place.organizationId(), newest.get());
        return done.isEmpty()
                ? rotation.movedTo(place.nextTable())
                : rotation.movedTo(place.after(done.getLast()), done.size());
    }

    private Rotation destroy(Connection connection, Rotation rotation) throws SQLException {
        Optional<String> next = nextOrganization(connection, rotation);
        if (next.isEmpty()) {
            return rotation.finished(clock.instant());
        }
        String organizationId = next.get();
        boolean destroyed = keys.destroyOldKeys(
                connection, organizationId, newest -> existUnderOlder(connection, organizationId, newest));
        if (destroyed) {
            audit(connection, rotation, organizationId, "data-key.old-destroyed");
            return rotation.movedTo(rotation.place().at(organizationId));
        }
        encryptLeftovers(connection, organizationId);
        return rotation;
    }

    /** Rows that a request held when their turn came. */
    private void encryptLeftovers(Connection connection, String organizationId) throws SQLException {
        Optional<Reencryption> newest = keys.reencryption(connection, organizationId);
        for (EncryptedRows table : newest.isEmpty() ? List.<EncryptedRows>of() : tables) {
            table.encryptAfter("", connection, organizationId, newest.get());
        }
    }

    private boolean existUnderOlder(Connection connection, String organizationId, Reencryption newest)
            throws SQLException {
        for (EncryptedRows table : tables) {
            if (table.exist(connection, organizationId, newest)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> nextOrganization(Connection connection, Rotation rotation) throws SQLException {
        String done = rotation.place().organizationId();
        String only = rotation.asked().organizationId();
        if (only != null) {
            return done.isEmpty() ? Optional.of(only) : Optional.empty();
        }
        // The last of all has none behind it: min() is null.
        return NEXT_ORGANIZATION
                .query(connection, query -> query.set("after", done), row -> Optional.ofNullable(row.getString(1)))
                .getFirst();
    }

    private void audit(Connection connection, Rotation rotation, String organizationId, String action)
            throws SQLException {
        outbox.append(connection, List.of(rotation.asked().did(action, organizationId, clock.instant())));
    }
}

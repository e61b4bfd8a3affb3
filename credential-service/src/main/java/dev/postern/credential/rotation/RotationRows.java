package dev.postern.credential.rotation;

import dev.postern.credential.paging.PageQuery;
import dev.postern.credential.rotation.Rotation.Place;
import dev.postern.database.Sql;
import dev.postern.database.Sql.Binding;
import dev.postern.database.Transactions;
import dev.postern.events.WireNamed;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of rotations. */
@ApplicationScoped
class RotationRows {
    private static final String SELECT = """
            SELECT rotation_id, kind, organization_id, new_key, step, at_organization, at_table, at_row, rows_total, rows_done,
                not_before, started_by, started_at, finished_at
            FROM key_rotations""";
    private static final Sql PAGE =
            Sql.of(SELECT + " ORDER BY started_at DESC, rotation_id DESC LIMIT :size OFFSET :skipped");
    private static final Sql ONE = Sql.of(SELECT + " WHERE rotation_id = :rotation");
    private static final Sql UNFINISHED =
            Sql.of(SELECT + " WHERE finished_at IS NULL ORDER BY started_at, rotation_id");
    private static final Sql INSERT = Sql.of("""
            INSERT INTO key_rotations (rotation_id, kind, organization_id, new_key, step, rows_total, started_by, started_at)
            VALUES (:rotation, :kind, :organization, CAST(:new_key AS bigint), :step, :total, :actor, :now)
            ON CONFLICT (kind) WHERE finished_at IS NULL DO NOTHING""");
    private static final Sql UPDATE = Sql.of("""
            UPDATE key_rotations
            SET step = :step, at_organization = :at_organization, at_table = :at_table, at_row = :at_row,
                rows_done = :done, not_before = :not_before, finished_at = :finished
            WHERE rotation_id = :rotation""");

    private final Transactions transactions;

    RotationRows(Transactions transactions) {
        this.transactions = transactions;
    }

    List<Rotation> newestFirst(PageQuery page) {
        Binding binding =
                query -> query.set("size", page.pageSize()).set("skipped", (long) (page.page() - 1) * page.pageSize());
        return transactions.query(PAGE, binding, RotationRows::read);
    }

    Optional<Rotation> find(String rotationId) {
        return transactions.first(ONE, query -> query.set("rotation", rotationId), RotationRows::read);
    }

    /** Those that go on, oldest first. */
    List<Rotation> unfinished() {
        return transactions.query(UNFINISHED, Binding.NONE, RotationRows::read);
    }

    /** False when another one of the kind goes on. */
    boolean insert(Connection connection, Rotation rotation) throws SQLException {
        Rotation.Asked asked = rotation.asked();
        Long newKey = rotation.newKey();
        return INSERT.update(
                        connection,
                        row -> row.set("rotation", asked.id())
                                .set("kind", asked.kind().wireName())
                                .set("organization", asked.organizationId())
                                .set("new_key", newKey == null ? null : newKey.toString())
                                .set("step", rotation.place().step().wireName())
                                .set("total", rotation.rowsTotal())
                                .set("actor", asked.actor())
                                .set("now", asked.at()))
                > 0;
    }

    void update(Connection connection, Rotation rotation) throws SQLException {
        Place place = rotation.place();
        UPDATE.update(
                connection,
                row -> row.set("rotation", rotation.asked().id())
                        .set("step", place.step().wireName())
                        .set("at_organization", place.organizationId())
                        .set("at_table", place.table())
                        .set("at_row", place.row())
                        .set("done", rotation.rowsDone())
                        .set("not_before", rotation.notBefore())
                        .set("finished", rotation.finishedAt()));
    }

    private static Rotation read(ResultSet row) throws SQLException {
        return new Rotation(
                new Rotation.Asked(
                        row.getString("rotation_id"),
                        WireNamed.of(Kind.class, row.getString("kind")),
                        row.getString("organization_id"),
                        row.getString("started_by"),
                        row.getObject("started_at", OffsetDateTime.class).toInstant()),
                row.getObject("new_key", Long.class),
                new Place(
                        WireNamed.of(Step.class, row.getString("step")),
                        row.getString("at_organization"),
                        row.getInt("at_table"),
                        row.getString("at_row")),
                row.getLong("rows_total"),
                row.getLong("rows_done"),
                time(row, "not_before"),
                time(row, "finished_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}

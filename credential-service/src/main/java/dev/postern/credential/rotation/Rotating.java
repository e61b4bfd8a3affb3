package dev.postern.credential.rotation;

import dev.postern.platform.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** How keys of one kind are replaced. */
interface Rotating {
    Kind kind();

    /**
     * The beginning of a rotation, in the transaction of the connection.
     *
     * @throws Problem when it cannot begin now
     */
    Rotation begin(Connection connection, Rotation.Asked asked) throws SQLException;

    /**
     * Does the next piece, in the transaction of the connection.
     *
     * @return where the rotation is then; the given one when it must wait
     */
    Rotation advance(Connection connection, Rotation rotation) throws SQLException;

    /** Whether a piece may be done now; else {@link #advance} is not asked. */
    default boolean mayGoOn(Rotation rotation, Instant now) {
        return rotation.mayGoOnAt(now);
    }

    /** Whether another rotation may begin while this one goes on, and does what is left of it. */
    default boolean mayBeOvertaken(Rotation rotation) {
        return false;
    }

    /** The replicas that it waits for. */
    default List<String> waitsFor(Connection connection, Rotation rotation) throws SQLException {
        return List.of();
    }
}

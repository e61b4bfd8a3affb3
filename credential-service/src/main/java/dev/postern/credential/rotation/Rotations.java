package dev.postern.credential.rotation;

import dev.postern.database.Transactions;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Begins rotations and does their next pieces. */
@ApplicationScoped
class Rotations {
    private static final Logger LOGGER = Logger.getLogger(Rotations.class);

    private final Map<Kind, Rotating> kinds;
    private final RotationRows rows;
    private final Transactions transactions;
    private final SecureRandom random;
    private final Clock clock;

    Rotations(
            @All List<Rotating> kinds, RotationRows rows, Transactions transactions, SecureRandom random, Clock clock) {
        this.kinds = kinds.stream().collect(Collectors.toMap(Rotating::kind, Function.identity()));
        this.rows = rows;
        this.transactions = transactions;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Begins a rotation; a worker does it.
     *
     * @param organizationId whose data key; null for all, and for keys of the installation
     * @throws Problem 409 when one of the kind goes on, or when it cannot begin now
     */
    Rotation begin(Kind kind, @Nullable String organizationId, String actor) {
        Optional<Rotation> before = rows.unfinished().stream()
                .filter(rotation -> rotation.asked().kind() == kind)
                .findFirst();
        if (before.isPresent() && !of(kind).mayBeOvertaken(before.get())) {
            throw anotherGoesOn();
        }
        Rotation.Asked asked = new Rotation.Asked(
                "kr_" + random.nextLong(1, Long.MAX_VALUE),
                kind,
                organizationId,
                actor,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        return transactions.run(connection -> {
            Rotation begun = of(kind).begin(connection, asked);
            if (before.isPresent()) {
                rows.update(connection, before.get().overtaken(asked.at()));
            }
            // Rolls back what was begun.
            if (isOf(begun, before) || !rows.insert(connection, begun)) {
                throw anotherGoesOn();
            }
            LOGGER.infof("A key rotation began kind=%s rotationId=%s", kind.wireName(), asked.id());
            return begun;
        });
    }

    /**
     * Does the next piece, in the transaction of the connection.
     *
     * @return whether the rotation moved, so that a further piece may follow at once
     */
    boolean advance(Connection connection, Rotation rotation) throws SQLException {
        Rotating kind = of(rotation.asked().kind());
        if (rotation.finishedAt() != null || !kind.mayGoOn(rotation, clock.instant())) {
            return false;
        }
        Rotation next = kind.advance(connection, rotation);
        if (next.equals(rotation)) {
            return false;
        }
        rows.update(connection, next);
        if (next.place().step() != rotation.place().step()) {
            LOGGER.infof(
                    "A key rotation reached its next step kind=%s rotationId=%s step=%s",
                    next.asked().kind().wireName(),
                    next.asked().id(),
                    next.place().step().wireName());
        }
        return true;
    }

    /** Whether the new key is that of the rotation before. */
    private static boolean isOf(Rotation begun, Optional<Rotation> before) {
        return before.isPresent() && Objects.equals(begun.newKey(), before.get().newKey());
    }

    private static Problem anotherGoesOn() {
        return Problem.of(ProblemType.CONFLICT, "Another rotation of this kind goes on. Wait until it is finished.");
    }

    /** The replicas that a rotation waits for. */
    List<String> waitsFor(Rotation rotation) {
        return transactions.single(connection -> of(rotation.asked().kind()).waitsFor(connection, rotation));
    }

    private Rotating of(Kind kind) {
        return Objects.requireNonNull(kinds.get(kind));
    }
}

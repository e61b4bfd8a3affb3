package dev.postern.credential.rotation;

import dev.postern.credential.published.SealedOnTopic;
import dev.postern.credential.rotation.Rotation.Place;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.events.Topic;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.sealing.PayloadKeyset;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the payload key, which the three services read from their files. The operator puts a new key behind the old one, makes it the
 * primary one when each replica has it, and takes the old one out when nothing is left that it sealed. What stays on compacted topics
 * is published anew in between.
 */
@ApplicationScoped
class PayloadRotation implements Rotating {
    /** Retention deletes what is due some at a time. */
    private static final Duration MARGIN = Duration.ofDays(1);
    /** A record may lie on its topic to the last before it is stored or put aside, and then that time begins. */
    private static final Duration LONGEST_ON_A_TOPIC = onTopic(Topic.MESSAGES_UNPARSED)
            .plus(onTopic(Topic.MESSAGES_UNPARSED_DEAD_LETTERS))
            .plus(MARGIN);

    private final Supplier<List<Long>> keysHere;
    private final PayloadHolders holders;
    private final List<SealedOnTopic> sealed;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    PayloadRotation(
            PayloadKeyset keyset, PayloadHolders holders, @All List<SealedOnTopic> sealed, Outbox outbox, Clock clock) {
        this(
                () -> {
                    keyset.readAgain();
                    return keyset.ids();
                },
                holders,
                sealed,
                outbox,
                clock);
    }

    /** @param keysHere the ids of the keys that this replica has now, the newest last */
    PayloadRotation(
            Supplier<List<Long>> keysHere,
            PayloadHolders holders,
            List<SealedOnTopic> sealed,
            Outbox outbox,
            Clock clock) {
        this.keysHere = keysHere;
        this.holders = holders;
        // The place of a rotation holds the number of a kind.
        this.sealed = sealed.stream()
                .sorted(Comparator.comparing(SealedOnTopic::sealedKind))
                .toList();
        this.outbox = outbox;
        this.clock = clock;
    }

    private static Duration onTopic(Topic topic) {
        return Objects.requireNonNull(topic.keptAtMost());
    }

    @Override
    public Kind kind() {
        return Kind.PAYLOAD;
    }

    @Override
    public Rotation begin(Connection connection, Rotation.Asked asked) {
        if (asked.organizationId() != null) {
            throw Problem.of(ProblemType.BAD_REQUEST, "The payload key belongs to no organisation");
        }
        List<Long> keys = keysHere.get();
        if (keys.size() < 2) {
            throw Problem.of(
                    ProblemType.CONFLICT,
                    "The payload keyset has no second key. Add one behind the present key, which stays the primary one.");
        }
        long rows = sealed.stream().mapToLong(SealedOnTopic::sealedRows).sum();
        return Rotation.of(asked, Step.SPREADING, keys.getLast(), rows);
    }

    /** Also while it waits for a time: a replica that seals with an old key meanwhile is to be noticed. */
    @Override
    public boolean mayGoOn(Rotation rotation, Instant now) {
        return true;
    }

    /** A key that leaked cannot wait until the one before it is gone. */
    @Override
    public boolean mayBeOvertaken(Rotation rotation) {
        return rotation.place().step() == Step.RETAINING;
    }

    @Override
    public Rotation advance(Connection connection, Rotation rotation) throws SQLException {
        if (!waitsFor(connection, rotation).isEmpty()) {
            return rotation;
        }
        return switch (rotation.place().step()) {
            case SPREADING -> rotation.movedTo(Place.startOf(Step.PROMOTING));
            case PROMOTING -> {
                audit(connection, rotation, "payload-key.renewed");
                yield rotation.movedTo(Place.startOf(Step.ENCRYPTING));
            }
            case ENCRYPTING -> sealAnew(rotation);
            case RETAINING -> retain(rotation);
            default -> {
                audit(connection, rotation, "payload-key.old-removed");
                yield rotation.finished(clock.instant());
            }
        };
    }

    @Override
    public List<String> waitsFor(Connection connection, Rotation rotation) {
        long newKey = newKey(rotation);
        return switch (rotation.place().step()) {
            case SPREADING -> holders.without(held -> held.keyIds().contains(newKey));
            case PROMOTING -> holders.without(held -> held.sealingKeyId() == newKey);
            case REMOVING -> holders.without(held -> held.keyIds().equals(List.of(newKey)));
            default -> List.of();
        };
    }

    private Rotation sealAnew(Rotation rotation) {
        Place place = rotation.place();
        if (place.table() == sealed.size()) {
            return retained(rotation, clock.instant());
        }
        @Nullable String last = sealed.get(place.table()).sealAnewAfter(place.row());
        return last == null ? rotation.movedTo(place.nextTable()) : rotation.movedTo(place.after(last));
    }

    /** A replica that seals with an old key again, for example one with an older file, begins the time anew. */
    private Rotation retain(Rotation rotation) {
        if (holders.sealWithOther(newKey(rotation))) {
            return rotation.movedTo(Place.startOf(Step.PROMOTING));
        }
        Rotation waiting = retained(rotation, Instant.parse(rotation.place().row()));
        boolean over = !clock.instant().isBefore(Objects.requireNonNull(waiting.notBefore()));
        return over ? rotation.movedTo(Place.startOf(Step.REMOVING)) : waiting;
    }

    /** The time is as long as the services keep things now: a setting may have changed. */
    private Rotation retained(Rotation rotation, Instant since) {
        Duration kept = holders.longestKept().plus(LONGEST_ON_A_TOPIC);
        Instant before = rotation.notBefore();
        Instant until = since.plus(kept);
        // While no replica of the resolver is heard, its time is not known.
        Instant later = before != null && before.isAfter(until) ? before : until;
        return rotation.waitsAt(Place.startOf(Step.RETAINING).after(since.toString()), later);
    }

    private static long newKey(Rotation rotation) {
        return Objects.requireNonNull(rotation.newKey());
    }

    private void audit(Connection connection, Rotation rotation, String action) throws SQLException {
        outbox.append(connection, List.of(rotation.asked().did(action, AuditRecorded.INSTALLATION, clock.instant())));
    }
}

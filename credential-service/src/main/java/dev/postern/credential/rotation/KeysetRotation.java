package dev.postern.credential.rotation;

import dev.postern.credential.published.SealedOnTopic;
import dev.postern.credential.published.SignedForGood;
import dev.postern.credential.rotation.Rotation.Place;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.events.PayloadKeysHeld;
import dev.postern.events.Topic;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a key that the three services read from their files: the payload key or the index key. The operator puts a new key behind the
 * old one, makes it the primary one when each replica has it, and takes the old one out when nothing is left that it sealed or hashed.
 * What stays for good is sealed or signed anew in between.
 */
final class KeysetRotation implements Rotating {
    /** Retention deletes what is due some at a time. */
    private static final Duration MARGIN = Duration.ofDays(1);
    /** A record may lie on its topic to the last before it is stored or put aside, and then that time begins. */
    private static final Duration LONGEST_ON_A_TOPIC = onTopic(Topic.MESSAGES_UNPARSED)
            .plus(onTopic(Topic.MESSAGES_UNPARSED_DEAD_LETTERS))
            .plus(MARGIN);

    private final Keyset keyset;
    private final KeyHolders holders;
    private final List<Anew> anew;
    private final Outbox outbox;
    private final Clock clock;

    /**
     * The keyset.
     *
     * @param kind which of its keys is replaced
     * @param keysHere the ids of the keys that this replica has now, the newest last
     * @param known the ids of the keys that a replica tells, the newest last; none from a version that does not tell them
     * @param used the id of the key with which a replica seals or hashes; null from a version that does not tell it
     */
    record Keyset(
            Kind kind,
            Supplier<List<Long>> keysHere,
            Function<PayloadKeysHeld, List<Long>> known,
            Function<PayloadKeysHeld, @Nullable Long> used) {

        static Keyset payload(Supplier<List<Long>> keysHere) {
            return new Keyset(Kind.PAYLOAD, keysHere, PayloadKeysHeld::keyIds, PayloadKeysHeld::sealingKeyId);
        }

        static Keyset index(Supplier<List<Long>> keysHere) {
            return new Keyset(
                    Kind.INDEX,
                    keysHere,
                    held -> Objects.requireNonNullElse(held.indexKeyIds(), List.of()),
                    PayloadKeysHeld::indexKeyId);
        }

        boolean has(PayloadKeysHeld held, long keyId) {
            return known.apply(held).contains(keyId);
        }

        boolean hasOnly(PayloadKeysHeld held, long keyId) {
            return known.apply(held).equals(List.of(keyId));
        }

        boolean uses(PayloadKeysHeld held, long keyId) {
            return Objects.equals(used.apply(held), keyId);
        }

        /** Its key in the audit. */
        String audited() {
            return kind.wireName() + "-key";
        }
    }

    /**
     * What is sealed or signed anew.
     *
     * @param name orders the kinds: the place of a rotation holds the number of one
     * @param after does the next ones behind an id, and gives the id of the last, or null when none is behind
     */
    record Anew(String name, LongSupplier rows, Function<String, @Nullable String> after) {
        static Anew of(SealedOnTopic sealed) {
            return new Anew(sealed.sealedKind(), sealed::sealedRows, sealed::sealAnewAfter);
        }

        static Anew of(SignedForGood signed) {
            return new Anew(signed.signedKind(), () -> 0, signed::signAnewAfter);
        }
    }

    KeysetRotation(Keyset keyset, KeyHolders holders, Stream<Anew> anew, Outbox outbox, Clock clock) {
        this.keyset = keyset;
        this.holders = holders;
        this.anew = anew.sorted(Comparator.comparing(Anew::name)).toList();
        this.outbox = outbox;
        this.clock = clock;
    }

    private static Duration onTopic(Topic topic) {
        return Objects.requireNonNull(topic.keptAtMost());
    }

    @Override
    public Kind kind() {
        return keyset.kind();
    }

    @Override
    public Rotation begin(Connection connection, Rotation.Asked asked) {
        if (asked.organizationId() != null) {
            throw Problem.of(
                    ProblemType.BAD_REQUEST, "The " + keyset.kind().wireName() + " key belongs to no organisation");
        }
        List<Long> keys = keyset.keysHere().get();
        if (keys.size() < 2) {
            throw Problem.of(
                    ProblemType.CONFLICT,
                    "The " + keyset.kind().wireName()
                            + " keyset has no second key. Add one behind the present key, which stays the primary"
                            + " one.");
        }
        long rows = anew.stream().mapToLong(each -> each.rows().getAsLong()).sum();
        return Rotation.of(asked, Step.SPREADING, keys.getLast(), rows);
    }

    /** Also while it waits for a time: a replica that uses an old key meanwhile is to be noticed. */
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
                audit(connection, rotation, keyset.audited() + ".renewed");
                yield rotation.movedTo(Place.startOf(Step.ENCRYPTING));
            }
            case ENCRYPTING -> makeAnew(rotation);
            case RETAINING -> retain(rotation);
            default -> {
                audit(connection, rotation, keyset.audited() + ".old-removed");
                yield rotation.finished(clock.instant());
            }
        };
    }

    @Override
    public List<String> waitsFor(Connection connection, Rotation rotation) {
        long newKey = newKey(rotation);
        return switch (rotation.place().step()) {
            case SPREADING -> holders.without(held -> keyset.has(held, newKey));
            case PROMOTING -> holders.without(held -> keyset.uses(held, newKey));
            case REMOVING -> holders.without(held -> keyset.hasOnly(held, newKey));
            default -> List.of();
        };
    }

    private Rotation makeAnew(Rotation rotation) {
        Place place = rotation.place();
        if (place.table() == anew.size()) {
            return retained(rotation, clock.instant());
        }
        @Nullable String last = anew.get(place.table()).after().apply(place.row());
        return last == null ? rotation.movedTo(place.nextTable()) : rotation.movedTo(place.after(last));
    }

    /** A replica that uses an old key again, for example one with an older file, begins the time anew. */
    private Rotation retain(Rotation rotation) {
        long newKey = newKey(rotation);
        if (holders.any(held -> !keyset.uses(held, newKey))) {
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

package dev.postern.credential.rotation;

import dev.postern.credential.published.SealedOnTopic;
import dev.postern.credential.published.SignedForGood;
import dev.postern.credential.rotation.KeysetRotation.Anew;
import dev.postern.credential.rotation.KeysetRotation.Keyset;
import dev.postern.database.outbox.Outbox;
import dev.postern.platform.sealing.IndexKeyset;
import dev.postern.platform.sealing.PayloadKeyset;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes the rotations of the keys that the three services share. */
@ApplicationScoped
class KeysetRotations {
    private final KeyHolders holders;
    private final Outbox outbox;
    private final Clock clock;

    KeysetRotations(KeyHolders holders, Outbox outbox, Clock clock) {
        this.holders = holders;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Produces
    @Singleton
    Rotating payload(PayloadKeyset keyset, @All List<SealedOnTopic> sealed) {
        return rotation(
                Keyset.payload(read(keyset::readAgain, keyset::ids)),
                sealed.stream().map(Anew::of));
    }

    @Produces
    @Singleton
    Rotating index(IndexKeyset keyset, @All List<SignedForGood> signed) {
        return rotation(
                Keyset.index(read(keyset::readAgain, keyset::ids)),
                signed.stream().map(Anew::of));
    }

    /** The ids as the file has them now. */
    private static Supplier<List<Long>> read(Runnable again, Supplier<List<Long>> ids) {
        return () -> {
            again.run();
            return ids.get();
        };
    }

    private Rotating rotation(Keyset keyset, Stream<Anew> anew) {
        return new KeysetRotation(keyset, holders, anew, outbox, clock);
    }
}

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
        Keyset payload = new Keyset(Kind.PAYLOAD, () -> {
            keyset.readAgain();
            return keyset.ids();
        });
        return new KeysetRotation(payload, holders, sealed.stream().map(Anew::of), outbox, clock);
    }

    @Produces
    @Singleton
    Rotating index(IndexKeyset keyset, @All List<SignedForGood> signed) {
        Keyset index = new Keyset(Kind.INDEX, () -> {
            keyset.readAgain();
            return keyset.ids();
        });
        return new KeysetRotation(index, holders, signed.stream().map(Anew::of), outbox, clock);
    }
}

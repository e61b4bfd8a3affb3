package dev.postern.credential.lease;

import dev.postern.credential.store.PlainStore;
import dev.postern.database.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** Hands out codes of stored credentials, without the service. */
public final class PlainLeases {
    static final int COUNTERS_MOVED_ON_BY = 5;

    private PlainLeases() {}

    public static HandOutCode handOutCode(PlainStore store) {
        return handOutCode(store, store.database().dataSource());
    }

    /** On connections of its own, as another instance would. */
    static HandOutCode handOutCode(PlainStore store, DataSource pool) {
        return handOutCode(store, pool, Optional.empty());
    }

    /** On a database that was restored at a time. */
    static HandOutCode handOutCode(PlainStore store, DataSource pool, Optional<Instant> restoredAt) {
        return new HandOutCode(
                new Transactions(pool),
                store.secondFactors(),
                new StepLeases(),
                new HeldBack(restoredAt, COUNTERS_MOVED_ON_BY),
                store.counters(),
                store.database().outbox(),
                Clock.systemUTC());
    }
}

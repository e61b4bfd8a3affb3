package dev.postern.credential.rotation;

import dev.postern.events.PayloadKeysHeld;
import dev.postern.events.Topic;
import dev.postern.platform.topic.TopicTable;
import dev.postern.platform.topic.TopicTables;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The payload and index keys that the running replicas of all services hold, by what they told. A replica counts for a minute after it
 * was last heard; the time is that of this replica, so clocks need not agree. A service of which no replica is heard is waited for: the
 * file that its next replica reads is not known.
 */
@ApplicationScoped
@Startup // Read with the other tables of the service.
class KeyHolders {
    private static final Set<String> SERVICES =
            Set.of("code-ingest-service", "credential-service", "totp-resolver-service");
    private static final Duration COUNTS_FOR = Duration.ofMinutes(1);

    private final TopicTable<Heard> table;
    private final Clock clock;

    KeyHolders(TopicTables tables, Clock clock) {
        this.clock = clock;
        this.table = tables.read(
                "payload-keys", Topic.PAYLOAD_KEYS, PayloadKeysHeld.class, held -> new Heard(held, clock.instant()));
    }

    /**
     * What a replica told.
     *
     * @param at when it arrived here
     */
    private record Heard(PayloadKeysHeld held, Instant at) {}

    /** The replicas of which this does not hold, and the services of which none is heard; in the order of their names. */
    List<String> without(Predicate<PayloadKeysHeld> fits) {
        Set<String> missing = new TreeSet<>(SERVICES);
        Set<String> waited = new TreeSet<>();
        living().forEach(held -> {
            missing.remove(held.service());
            if (!fits.test(held)) {
                waited.add(held.replica());
            }
        });
        List<String> all = new ArrayList<>(waited);
        all.addAll(missing);
        return all;
    }

    /** Whether this holds of a replica that is heard. */
    boolean any(Predicate<PayloadKeysHeld> fits) {
        return living().anyMatch(fits);
    }

    /** The longest time for which a service keeps what is sealed. */
    Duration longestKept() {
        return Duration.ofSeconds(
                living().mapToLong(PayloadKeysHeld::keptSeconds).max().orElse(0));
    }

    private Stream<PayloadKeysHeld> living() {
        Instant since = clock.instant().minus(COUNTS_FOR);
        return table.values().filter(heard -> heard.at().isAfter(since)).map(Heard::held);
    }
}

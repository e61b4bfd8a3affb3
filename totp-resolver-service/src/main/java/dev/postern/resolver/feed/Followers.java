package dev.postern.resolver.feed;

import dev.postern.platform.arrival.CallingOrganization;
import dev.postern.platform.worker.Outage;
import dev.postern.resolver.feed.EventLog.Recorded;
import dev.postern.resolver.feed.SharedFeed.News;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** The streams on this replica that tell what happens to codes, by organisation. Safe for many threads. */
@ApplicationScoped
class Followers {
    private final ConcurrentHashMap<String, SharedFeed> feeds = new ConcurrentHashMap<>();
    private final AtomicInteger streams = new AtomicInteger();
    private final Outage outage =
            new Outage("code-event-streams", "Streams of code events wait: the log cannot be read");
    private final EventLog log;
    private final CatchUps catchUps = new CatchUps(Pace.OF_ONE_ORGANIZATION);
    private volatile boolean stopping;

    Followers(EventLog log, MeterRegistry metrics) {
        this.log = log;
        metrics.gauge("postern.code.followers", streams);
    }

    /** A stream of this organisation begins; {@link #leave} ends it. */
    SharedFeed join(String organizationId) {
        streams.incrementAndGet();
        return feeds.compute(organizationId, (_, known) -> {
            SharedFeed feed = known == null ? new SharedFeed(source(organizationId), outage) : known;
            feed.join();
            return feed;
        });
    }

    /** A stream that joined has ended. */
    void leave(String organizationId) {
        streams.decrementAndGet();
        feeds.computeIfPresent(organizationId, (_, feed) -> feed.leave() ? null : feed);
    }

    /** Reads what a stream of this organisation has missed, when its turn has come: {@link CatchUps#queue}. */
    void catchUp(String organizationId, IntSupplier reading) {
        catchUps.queue(organizationId, reading);
    }

    /** Whether this replica stops. Its streams go on at another. */
    boolean isStopping() {
        return stopping;
    }

    /** Something happened to this organisation's codes. */
    void tell(String organizationId) {
        SharedFeed feed = feeds.get(organizationId);
        if (feed != null) {
            feed.tell();
        }
    }

    /** Something may have happened to any organisation's codes. */
    void tellAll() {
        feeds.values().forEach(SharedFeed::tell);
    }

    void onStopping(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        feeds.values().forEach(feed -> feed.wake(News.STOPPING));
    }

    private SharedFeed.Source source(String organizationId) {
        return new SharedFeed.Source() {
            @Override
            public long newest() {
                return CallingOrganization.asking(
                        organizationId, () -> log.bounds(organizationId).newest());
            }

            @Override
            public List<Recorded> after(long seq, int limit) {
                return CallingOrganization.asking(organizationId, () -> log.after(organizationId, seq, limit));
            }
        };
    }
}

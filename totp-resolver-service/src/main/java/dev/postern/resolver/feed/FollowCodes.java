package dev.postern.resolver.feed;

import dev.postern.platform.access.Grant;
import dev.postern.platform.arrival.CallingOrganization;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import dev.postern.resolver.feed.EventLog.Bounds;
import dev.postern.resolver.feed.EventLog.Recorded;
import dev.postern.resolver.feed.SharedFeed.News;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells a caller what happens to its organisation's codes, without a thread while nothing happens. For a connection
 * only the number of the last event is kept. A client that names an event is first told what it missed, by statements of
 * its own, for which it stands in line ({@link CatchUps}); from then on it is told what was read once for all streams of its
 * organisation. A client that takes its events too slowly for that is let go, and resumes with the last event it has seen.
 */
@ApplicationScoped
class FollowCodes {
    private static final Logger LOGGER = Logger.getLogger(FollowCodes.class);
    /** Proxies close a connection that is silent for a minute, and some after half a minute. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final int AT_ONCE = 100;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final EventLog log;
    private final Followers followers;

    FollowCodes(EventLog log, Followers followers) {
        this.log = log;
        this.followers = followers;
    }

    /**
     * Everything after the named event; everything from now on when no event is named.
     *
     * @param grant the stream ends with it
     * @throws Problem when there never was such an event
     */
    Multi<OutboundSseEvent> follow(Grant grant, @Nullable String lastEventId, Sse sse) {
        String organizationId = grant.caller().organizationId();
        Bounds bounds = log.bounds(organizationId);
        long from = lastEventId == null || lastEventId.isBlank() ? bounds.newest() : number(lastEventId, bounds);
        Following following = new Following(grant, sse, Math.max(from, bounds.oldest() - 1));
        following.missed = from < bounds.oldest() - 1;
        return Multi.createBy()
                .repeating()
                .completionStage(following::next)
                .until(List::isEmpty)
                .onItem()
                .<OutboundSseEvent>disjoint()
                // Asked again for each event: a client that reads slowly takes it long after it was read.
                .select()
                .first(_ -> grant.holds())
                .onTermination()
                .invoke(following::end);
    }

    private static long number(String lastEventId, Bounds bounds) {
        String text = lastEventId.strip();
        if (NUMBER.matcher(text).matches()) {
            long number = Long.parseLong(text);
            if (number <= bounds.newest()) {
                return number;
            }
        }
        throw Problem.invalid(List.of(new FieldError(
                "value_error",
                List.of("header", "Last-Event-ID"),
                "Input should be the id of an event of this stream")));
    }

    /** One connection. Its steps come one after the other, each when the client has taken the one before. */
    private final class Following {
        private final String organizationId;
        private final Grant grant;
        private final SharedFeed feed;
        private final Grant.Watch watch;
        private final Sse sse;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile @Nullable CompletableFuture<News> awaited;
        private volatile long told;
        private volatile boolean opened;
        private volatile boolean missed;
        private volatile boolean sharing;
        // What a stream that is behind is asked for. Whoever takes it away answers it.
        private final AtomicReference<@Nullable CompletableFuture<List<OutboundSseEvent>>> asked =
                new AtomicReference<>();
        private final AtomicBoolean inLine = new AtomicBoolean();

        Following(Grant grant, Sse sse, long told) {
            this.organizationId = grant.caller().organizationId();
            this.grant = grant;
            this.sse = sse;
            this.told = told;
            this.feed = followers.join(organizationId);
            this.watch = grant.watch(this::endWait);
        }

        void end() {
            if (ended.compareAndSet(false, true)) {
                followers.leave(organizationId);
                watch.close();
                endWait();
            }
        }

        private void endWait() {
            CompletableFuture<News> news = awaited;
            if (news != null) {
                news.complete(News.STOPPING);
            }
        }

        /** What is told next; empty at the end. */
        CompletionStage<List<OutboundSseEvent>> next() {
            if (!opened) {
                opened = true;
                return CompletableFuture.completedFuture(opening());
            }
            CompletableFuture<List<OutboundSseEvent>> next = new CompletableFuture<>();
            lookSoon(next);
            return next;
        }

        /**
         * Tells the client that it is connected, and where to resume if the connection breaks before the first event.
         */
        private List<OutboundSseEvent> opening() {
            String id = Long.toString(told);
            List<OutboundSseEvent> events = new ArrayList<>();
            events.add(sse.newEventBuilder().id(id).comment("open").build());
            if (missed) {
                events.add(event(id, "missed", "{\"kind\":\"missed\"}"));
            }
            return events;
        }

        private void lookSoon(CompletableFuture<List<OutboundSseEvent>> next) {
            CallingOrganization.start("follow-codes", organizationId, () -> look(next));
        }

        private void look(CompletableFuture<List<OutboundSseEvent>> next) {
            try {
                CompletableFuture<News> news = feed.await(HEARTBEAT);
                awaited = news;
                // Asked once the wait can be ended, so that no end is missed.
                if (!grant.holds() || followers.isStopping()) {
                    news.cancel(false);
                    next.complete(List.of());
                    return;
                }
                boolean read = feed.isRead();
                Optional<List<Recorded>> shared = feed.after(told);
                if (shared.isEmpty() && sharing) {
                    news.cancel(false);
                    LOGGER.debug("A stream of code events ended: its client is too slow");
                    next.complete(List.of());
                    return;
                }
                sharing = read && shared.isPresent();
                if (shared.isEmpty()) {
                    news.cancel(false);
                    catchUp(next);
                    return;
                }
                if (!shared.get().isEmpty()) {
                    news.cancel(false);
                    next.complete(tell(shared.get().stream().limit(AT_ONCE).toList()));
                    return;
                }
                var _ = news.thenAccept(reason -> {
                    switch (reason) {
                        case EVENTS -> lookSoon(next);
                        case NOTHING -> next.complete(List.of(heartbeat()));
                        case STOPPING -> next.complete(List.of());
                    }
                });
            } catch (RuntimeException e) {
                failed(next, e);
            }
        }

        private List<OutboundSseEvent> tell(List<Recorded> events) {
            told = events.getLast().seq();
            return events.stream()
                    .map(event -> event(Long.toString(event.seq()), event.kind(), event.data()))
                    .toList();
        }

        /** Waits for its turn to read what was missed. It keeps its place in the line while heartbeats are told. */
        private void catchUp(CompletableFuture<List<OutboundSseEvent>> next) {
            CompletableFuture<News> end = feed.awaitBehind(HEARTBEAT);
            awaited = end;
            asked.set(next);
            var _ = end.thenAccept(reason -> {
                if (asked.compareAndSet(next, null)) {
                    next.complete(reason == News.STOPPING ? List.of() : List.of(heartbeat()));
                }
            });
            if (!grant.holds() || followers.isStopping() || ended.get()) {
                end.complete(News.STOPPING);
            } else if (inLine.compareAndSet(false, true)) {
                followers.catchUp(organizationId, this::readMissed);
            }
        }

        /** Its turn has come. Returns how many events were read. */
        private int readMissed() {
            inLine.set(false);
            CompletableFuture<List<OutboundSseEvent>> next = asked.getAndSet(null);
            if (next == null) {
                return 0;
            }
            CompletableFuture<News> end = awaited;
            if (end != null) {
                end.cancel(false);
            }
            try {
                long forgotten = feed.forgotten();
                List<Recorded> events = log.after(organizationId, told, AT_ONCE);
                if (events.isEmpty()) {
                    // Deleted meanwhile, all of them.
                    told = Math.max(told, forgotten);
                    next.complete(List.of(heartbeat()));
                } else {
                    next.complete(tell(events));
                }
                return Math.max(1, events.size());
            } catch (RuntimeException e) {
                failed(next, e);
                return 1;
            }
        }

        private void failed(CompletableFuture<List<OutboundSseEvent>> next, RuntimeException failure) {
            LOGGER.warnf("The event stream of codes ended after a failure problem=%s", FailureTrace.of(failure));
            next.complete(List.of());
        }

        private OutboundSseEvent heartbeat() {
            return sse.newEventBuilder().comment("").build();
        }

        private OutboundSseEvent event(String id, String name, String data) {
            return sse.newEventBuilder()
                    .id(id)
                    .name(name)
                    .data(String.class, data)
                    .build();
        }
    }
}

package dev.postern.resolver.feed;

import dev.postern.platform.access.Access;
import dev.postern.platform.access.Scope;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import dev.postern.resolver.feed.EventLog.Bounds;
import dev.postern.resolver.feed.EventLog.Recorded;
import dev.postern.resolver.feed.Followers.News;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells a caller what happens to its organisation's codes, without a thread while nothing happens. For a connection
 * only the number of the last event is kept. Later events are read when the client has taken the earlier ones, so a
 * slow client fills no memory.
 */
@ApplicationScoped
class FollowCodes {
    private static final Logger LOGGER = Logger.getLogger(FollowCodes.class);
    /** Proxies close a connection that is silent for a minute, and some after half a minute. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final int AT_ONCE = 100;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Access access;
    private final EventLog log;
    private final Followers followers;

    FollowCodes(Access access, EventLog log, Followers followers) {
        this.access = access;
        this.log = log;
        this.followers = followers;
    }

    /**
     * Everything after the named event; everything from now on when no event is named.
     *
     * @param headers of the caller; its key is checked repeatedly, since it may be revoked meanwhile
     * @throws Problem when there never was such an event
     */
    Multi<OutboundSseEvent> follow(String organizationId, @Nullable String lastEventId, HttpHeaders headers, Sse sse) {
        Bounds bounds = log.bounds(organizationId);
        long from = lastEventId == null || lastEventId.isBlank() ? bounds.newest() : number(lastEventId, bounds);
        Following following = new Following(organizationId, headers, sse, Math.max(from, bounds.oldest() - 1));
        following.missed = from < bounds.oldest() - 1;
        return Multi.createBy()
                .repeating()
                .completionStage(following::next)
                .until(List::isEmpty)
                .onItem()
                .disjoint();
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
        private final HttpHeaders headers;
        private final Sse sse;
        private volatile long told;
        private volatile boolean opened;
        private volatile boolean missed;

        Following(String organizationId, HttpHeaders headers, Sse sse, long told) {
            this.organizationId = organizationId;
            this.headers = headers;
            this.sse = sse;
            this.told = told;
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
            Thread.ofVirtual().name("follow-codes").start(() -> look(next));
        }

        private void look(CompletableFuture<List<OutboundSseEvent>> next) {
            try {
                access.require(headers, Scope.CODES_READ);
                CompletableFuture<News> news = followers.await(organizationId, HEARTBEAT);
                List<Recorded> events = log.after(organizationId, told, AT_ONCE);
                if (!events.isEmpty()) {
                    news.cancel(false);
                    told = events.getLast().seq();
                    next.complete(events.stream()
                            .map(event -> event(Long.toString(event.seq()), event.kind(), event.data()))
                            .toList());
                    return;
                }
                var _ = news.thenAccept(reason -> {
                    switch (reason) {
                        case EVENTS -> lookSoon(next);
                        case NOTHING ->
                            next.complete(
                                    List.of(sse.newEventBuilder().comment("").build()));
                        case STOPPING -> next.complete(List.of());
                    }
                });
            } catch (Problem e) {
                // The key was revoked or cannot be checked. A caller that reconnects is told which.
                next.complete(List.of());
            } catch (RuntimeException e) {
                LOGGER.warnf("The event stream of codes ended after a failure problem=%s", FailureTrace.of(e));
                next.complete(List.of());
            }
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

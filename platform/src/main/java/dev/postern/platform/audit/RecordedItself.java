package dev.postern.platform.audit;

import dev.postern.events.AuditRecorded;
import dev.postern.events.Event;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;

/** Whether the request that the calling thread works on has left its own record in a transaction. */
public final class RecordedItself {
    private static final String KEY = "postern.recorded-itself";

    private RecordedItself() {}

    /** Call it with events that go into the outbox. Does nothing outside of a request. */
    public static void note(List<? extends Event> events) {
        Context request = Vertx.currentContext();
        if (request != null && events.stream().anyMatch(AuditRecorded.class::isInstance)) {
            request.putLocal(KEY, true);
        }
    }

    static boolean isNoted() {
        Context request = Vertx.currentContext();
        return request != null && Boolean.TRUE.equals(request.<Boolean>getLocal(KEY));
    }
}

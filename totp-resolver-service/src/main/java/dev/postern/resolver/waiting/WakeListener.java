package dev.postern.resolver.waiting;

import dev.postern.database.NotificationListener;
import dev.postern.resolver.claim.Announcements;
import dev.postern.resolver.claim.CodeRequests;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import javax.sql.DataSource;

/** Hears from other replicas that they answered a request which is held here. */
@ApplicationScoped
class WakeListener {
    private final NotificationListener listener;

    WakeListener(DataSource dataSource, Waiting waiting, CodeRequests requests) {
        this.listener = new NotificationListener(
                dataSource,
                Announcements.channel(),
                // What was sent meanwhile is lost. Callers whose requests did not change keep waiting.
                () -> waiting.wake(requests.changed(waiting.heldIds())),
                waiting::look);
    }

    void onStart(@Observes StartupEvent event) {
        listener.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        listener.stop();
    }
}

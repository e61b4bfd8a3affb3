package dev.postern.resolver.feed;

import dev.postern.database.NotificationListener;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import javax.sql.DataSource;

/** Hears from the recording replica which organisations have new events. */
@ApplicationScoped
class FeedListener {
    /** The notification channel; the payload is an organisation. */
    static final String CHANNEL = "code_events";

    /** Stands in place of an organisation when there are too many to name. */
    static final String EVERYBODY = "*";

    private final NotificationListener listener;

    FeedListener(DataSource dataSource, Followers followers) {
        this.listener = new NotificationListener(
                dataSource, CHANNEL, followers::tellAll, organization -> tell(followers, organization));
    }

    void onStart(@Observes StartupEvent event) {
        listener.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        listener.stop();
    }

    private static void tell(Followers followers, String organization) {
        if (organization.equals(EVERYBODY)) {
            followers.tellAll();
        } else {
            followers.tell(organization);
        }
    }
}

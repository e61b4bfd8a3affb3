package dev.postern.ingest.smtp;

import io.quarkus.arc.Arc;

/** Where the running service listens for mails. */
public final class ListeningPort {

    private ListeningPort() {}

    public static int now() {
        return Arc.container().instance(SmtpListener.class).get().port();
    }
}

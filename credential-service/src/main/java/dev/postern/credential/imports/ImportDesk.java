package dev.postern.credential.imports;

import dev.postern.credential.desk.Desk;
import dev.postern.platform.body.LimitedBody;
import dev.postern.platform.problem.Problem;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/**
 * Reads imports one at a time. A file takes several times its size in memory, and the key of an encrypted one keeps a processor
 * busy for seconds.
 */
@ApplicationScoped
class ImportDesk {
    private static final int WAITING = 4;
    private static final Duration LONGEST = Duration.ofSeconds(50);

    private final Desk desk = new Desk("imports", WAITING, LONGEST);
    private final ImportReaders readers;

    ImportDesk(ImportReaders readers) {
        this.readers = readers;
    }

    void onStop(@Observes ShutdownEvent event) {
        desk.close();
    }

    /**
     * An import that was read.
     *
     * @param body what is asked for
     * @param read what the files and texts hold
     */
    record Read(ImportBody body, ReadSources read) {
        @Override
        public String toString() {
            return "Read";
        }
    }

    /**
     * Reads a call's files and texts.
     *
     * @throws Problem 422 for a body that is wrong, 503 when too many imports wait
     */
    Read read(LimitedBody body) {
        try {
            return desk.done(() -> {
                ImportBody wanted = ImportBody.read(body.json().fields());
                return new Read(wanted, readers.read(wanted));
            });
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Problem refused) {
                throw refused;
            }
            throw new IllegalStateException("An import could not be read", e.getCause());
        }
    }
}

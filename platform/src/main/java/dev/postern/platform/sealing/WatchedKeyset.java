package dev.postern.platform.sealing;

import com.google.crypto.tink.KeysetHandle;
import dev.postern.platform.worker.Outage;
import dev.postern.platform.worker.Worker;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Reads a keyset again when its file changes, so that an operator can put a newer key beside the old one, and then before it, without a
 * restart. A file without the primary key of now is not taken: what that key made a moment ago would be lost. Neither is one whose
 * primary key was not here before: other replicas may not have it yet.
 */
final class WatchedKeyset {
    private static final Logger LOGGER = Logger.getLogger(WatchedKeyset.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final String name;
    private final Supplier<KeysetHandle> source;
    private final Use use;
    private final Outage outage;
    private final Worker worker;
    private volatile KeysetHandle keys;

    /** Goes on with other keys. */
    interface Use {
        void of(KeysetHandle keys) throws GeneralSecurityException;
    }

    /**
     * Reads the file for the first time.
     *
     * @param name for people: "payload", "index"
     * @param source the file as it is
     * @param use takes changed keys; it fails when they are of another kind, and then nothing changes
     */
    WatchedKeyset(String name, Supplier<KeysetHandle> source, Use use) {
        this.name = name;
        this.source = source;
        this.use = use;
        this.outage = new Outage(name + "-keyset", "The changed " + name + " keyset is not taken");
        this.worker = new Worker(name + "-keyset", "The " + name + " keyset is not read again", this::round);
        this.keys = source.get();
    }

    void start() {
        worker.start();
    }

    void stop() {
        worker.stop();
    }

    private void round(Worker self) throws InterruptedException {
        readAgain();
        self.works();
        self.pause(EVERY);
    }

    /** A file that cannot be read, for example while somebody writes it, says nothing of this replica's health. */
    void readAgain() {
        try {
            take(source.get());
            outage.succeeded();
        } catch (KeysetSource.UnusableKeyset | GeneralSecurityException e) {
            outage.failed(e);
        }
    }

    private void take(KeysetHandle read) throws GeneralSecurityException {
        if (read.equalsKeyset(keys)) {
            return;
        }
        if (!ids(read).contains(primary(keys))) {
            throw new GeneralSecurityException("The primary key of now is missing");
        }
        if (!ids(keys).contains(primary(read))) {
            throw new GeneralSecurityException("A key that is new here would be the primary one");
        }
        use.of(read);
        keys = read;
        LOGGER.infof("The %s keyset was read again count=%d keyId=%d", name, read.size(), primary(read));
    }

    /** Those that are in use. */
    KeysetHandle keys() {
        return keys;
    }

    /** In the order of the file: the newest last. */
    List<Long> ids() {
        return ids(keys);
    }

    long primary() {
        return primary(keys);
    }

    private static List<Long> ids(KeysetHandle keyset) {
        return IntStream.range(0, keyset.size())
                .mapToObj(place -> Integer.toUnsignedLong(keyset.getAt(place).getId()))
                .toList();
    }

    private static long primary(KeysetHandle keyset) {
        return Integer.toUnsignedLong(keyset.getPrimary().getId());
    }
}

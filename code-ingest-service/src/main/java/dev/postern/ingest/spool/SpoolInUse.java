package dev.postern.ingest.spool;

import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import dev.postern.platform.worker.WorksAlone;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The spool of this process, if the operator gave it a folder. */
@ApplicationScoped
public class SpoolInUse implements StartupCheck, WorksAlone {
    private static final Logger LOGGER = Logger.getLogger(SpoolInUse.class);
    private static final String FOLDER = "postern.ingest.spool.folder";
    private static final long LEAST_BYTES = 16L * 1024 * 1024;

    private final SpoolSettings settings;
    private final Clock clock;
    private final MeterRegistry registry;
    private Optional<Spool> spool = Optional.empty();

    SpoolInUse(SpoolSettings settings, Clock clock, MeterRegistry registry) {
        this.settings = settings;
        this.clock = clock;
        this.registry = registry;
    }

    /** Opens the spool, since a folder that cannot be used should be known before the first outage. */
    @Override
    public void check(Findings findings) {
        if (settings.mostBytes().asLongValue() < LEAST_BYTES) {
            findings.abort("postern.ingest.spool.most-bytes", "must be at least 16M");
        }
        if (settings.mostRecords() < 1) {
            findings.abort("postern.ingest.spool.most-records", "must be at least 1");
        }
        if (findings.errors().isEmpty()) {
            settings.folder().ifPresent(folder -> open(Path.of(folder), findings));
        }
    }

    private void open(Path folder, Findings findings) {
        SpoolFile file = new SpoolFile(folder);
        try {
            file.prepare();
            Spool opened = new Spool(
                    file, new Spool.Limits(settings.mostBytes().asLongValue(), settings.mostRecords()), clock);
            opened.open();
            SpoolMetrics.register(opened, registry);
            spool = Optional.of(opened);
        } catch (IOException | UncheckedIOException e) {
            LOGGER.errorf("The folder of the spool cannot be used problem=%s", FailureTrace.of(e));
            findings.abort(FOLDER, "the folder cannot be written; it must belong to the user of the service");
        } catch (RuntimeException e) {
            LOGGER.errorf("The folder of the spool cannot be used problem=%s", FailureTrace.of(e));
            findings.abort(
                    FOLDER,
                    SpoolFile.isInUse(e)
                            ? "another process uses the folder; give each replica a folder of its own"
                            : "the file in the folder cannot be opened");
        }
    }

    /** The spool; empty when nothing is kept. */
    public Optional<Spool> spool() {
        return spool;
    }

    @Override
    public boolean worksWithoutBroker() {
        return spool.map(Spool::hasRoom).orElse(false);
    }
}

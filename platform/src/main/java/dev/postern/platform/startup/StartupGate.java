package dev.postern.platform.startup;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;

/** Runs every {@link StartupCheck} before the messaging channels and the HTTP listener start. */
@ApplicationScoped
class StartupGate {
    private static final Logger LOGGER = Logger.getLogger(StartupGate.class);
    // Before the messaging channels, which start at the platform's own priority and need their topics.
    private static final int BEFORE_MESSAGING = 1;

    private final List<StartupCheck> checks;

    StartupGate(@All List<StartupCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    void onStart(@Observes @Priority(BEFORE_MESSAGING) StartupEvent event) {
        Findings findings = new Findings();
        checks.forEach(check -> check.check(findings));
        findings.warnings().forEach(LOGGER::warn);
        if (!findings.errors().isEmpty()) {
            findings.errors().forEach(LOGGER::error);
            throw new StartupAborted("Start-up aborted: " + String.join(" | ", findings.errors()));
        }
    }
}

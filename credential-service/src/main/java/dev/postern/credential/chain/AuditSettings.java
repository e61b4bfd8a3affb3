package dev.postern.credential.chain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the audit is kept. */
@ConfigMapping(prefix = "postern.audit")
interface AuditSettings {

    /** Counted from when a row was stored. At least a day, so that what was done can be read before it is deleted. */
    @WithDefault("365d")
    Duration retention();
}

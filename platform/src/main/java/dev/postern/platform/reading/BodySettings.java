package dev.postern.platform.reading;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How bodies are read. */
@ConfigMapping(prefix = "postern.bodies")
interface BodySettings {

    /** How long a body may take, however short it is. */
    @WithDefault("10s")
    Duration time();

    /** How much of a body must have come for each second beyond {@link #time}. */
    @WithDefault("64K")
    MemorySize perSecond();

    /**
     * How much memory all bodies together may take that are being read or were not handled yet. The default is a quarter of the
     * heap, and 40 MiB at least.
     */
    Optional<MemorySize> memory();
}

package dev.postern.ingest.spool;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where and how much is kept on disk while the broker is away. */
@ConfigMapping(prefix = "postern.ingest.spool")
interface SpoolSettings {

    /** A folder that outlives the process. Nothing is kept when absent. */
    Optional<String> folder();

    /** How much of the disk it may take. A third of it holds messages, since the file is now and then written anew. */
    @WithDefault("512M")
    MemorySize mostBytes();

    /** How many records it may hold. */
    @WithDefault("100000")
    int mostRecords();
}

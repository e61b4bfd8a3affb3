package dev.postern.ingest.calling;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** By whom servers are trusted. */
@ConfigMapping(prefix = "postern.ingest.trust")
interface TrustSettings {

    /** A file in PEM with the certificates of authorities that are trusted beside those of the Java runtime. None when absent. */
    Optional<String> certificatesFile();
}

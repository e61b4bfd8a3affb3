package dev.postern.platform.sealing;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** The key material shared by the three services. */
@ConfigMapping(prefix = "postern.sealing")
interface SealingSettings {

    /** File with the AEAD keyset that seals payloads, in Tink's JSON form. Required. */
    Optional<Path> payloadKeysetFile();

    /** File with the PRF keyset (HMAC-SHA-256) for match keys, in Tink's JSON form. Required. It changes while the services run in the order of {@code docs/adr/0053} only. */
    Optional<Path> indexKeyFile();
}

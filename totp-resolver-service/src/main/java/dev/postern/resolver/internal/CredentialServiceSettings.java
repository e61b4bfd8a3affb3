package dev.postern.resolver.internal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** How credential-service's internal listener is reached. */
@ConfigMapping(prefix = "postern.internal")
interface CredentialServiceSettings {

    /** Base address of the internal listener. */
    @WithDefault("http://127.0.0.1:8091")
    URI url();

    /** File with the service credential that the listener requires. Required. */
    Optional<Path> tokenFile();
}

package dev.postern.credential.internal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The listener for other services of this installation. */
@ConfigMapping(prefix = "postern.internal")
interface InternalListenerSettings {

    /** The address to listen at. The default reaches this machine only; name the one the resolver can reach. */
    @WithDefault("127.0.0.1")
    String host();

    /** The port to listen at; 0 picks a free one. */
    @WithDefault("8091")
    int port();

    /** File with the text that the resolver sends as a bearer token. Required. */
    Optional<Path> tokenFile();
}

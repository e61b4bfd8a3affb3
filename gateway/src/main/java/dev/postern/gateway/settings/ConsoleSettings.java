package dev.postern.gateway.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Who may use the console, and for how long. */
@ConfigMapping(prefix = "postern.console")
public interface ConsoleSettings {
    /**
     * A file with the 32 bytes, in Base64, that seal the session cookies. Several replicas need the same. Without it each start makes
     * a key of its own, so that a restart signs everybody out.
     */
    Optional<Path> sessionKeyFile();

    /** After this time a person signs in again. */
    @WithDefault("8h")
    Duration sessionLength();

    /** After this time without a click or a page a person signs in again. */
    @WithDefault("30m")
    Duration sessionIdle();

    /** Where the console finds the API. Without it, at the address and port at which it is reached itself. */
    Optional<URI> apiUrl();

    /** The folder in which {@code ./postern up} leaves the one-time sign-in link; only there. */
    Optional<Path> linkFolder();

    /** The file with the API key that the one-time link signs in with. */
    Optional<Path> linkKeyFile();
}

package dev.postern.ingest.smtp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the listener for mails is run. */
@ConfigMapping(prefix = "postern.ingest.smtp")
interface SmtpSettings {

    /** Whether it listens at all. */
    @WithDefault("false")
    boolean enabled();

    /** The address it listens on. */
    @WithDefault("0.0.0.0")
    String host();

    /** The port it listens on; 0 for a free one. */
    @WithDefault("2525")
    int port();

    /** By what name it greets. The machine's own when absent. */
    Optional<String> greeting();

    /** Which of {@code quarkus.tls} has the certificate. Without one there is no STARTTLS. */
    Optional<String> tls();

    /** How many connections there may be at once. */
    @WithDefault("200")
    int connections();

    /** How many of them may come from one address, or from one network of 64 bits in IPv6. */
    @WithDefault("20")
    int connectionsOfOne();

    /** How many of them may bring mail to one organisation. */
    @WithDefault("100")
    int connectionsOfOrganization();

    /** How long a client may say nothing. */
    @WithDefault("60s")
    Duration silence();

    /** How long a connection may last. */
    @WithDefault("10m")
    Duration longestSession();
}

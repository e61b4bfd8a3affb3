package dev.postern.gateway.proxy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the services are and how the gateway talks to them. */
@ConfigMapping(prefix = "postern.gateway")
interface GatewaySettings {
    /** Base address of credential-service: {@code http://host:port} and nothing else. */
    @WithDefault("http://127.0.0.1:8081")
    URI credentialService();

    /** Base address of code-ingest-service: {@code http://host:port} and nothing else. */
    @WithDefault("http://127.0.0.1:8082")
    URI codeIngestService();

    /** Base address of totp-resolver-service: {@code http://host:port} and nothing else. */
    @WithDefault("http://127.0.0.1:8083")
    URI totpResolverService();

    /**
     * Connections one event loop opens to one service at most. Each held request takes one, so this bounds what can be
     * held; a request over it is refused at once, it never waits behind held ones.
     */
    @WithDefault("10000")
    int maxConnections();

    /** How long a service may take to accept a connection before it counts as out of reach. */
    @WithDefault("3s")
    Duration connectTimeout();

    /**
     * How long a connection to a service is kept when nothing uses it. Must be well below the services' own idle
     * timeout (30 minutes), so that a service never closes a connection that is just being taken.
     */
    @WithDefault("30s")
    Duration keepAlive();

    /**
     * Whether X-Forwarded-For, -Proto and -Host of the caller are passed on (and extended) instead of replaced. Only for
     * a gateway that only your own proxy can reach: otherwise anyone can claim any address.
     */
    @WithDefault("false")
    boolean trustForwardedHeaders();
}

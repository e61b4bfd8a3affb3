package dev.postern.gateway.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the services are and how the gateway talks to them. */
@ConfigMapping(prefix = "postern.gateway")
public interface GatewaySettings {
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
     * timeout, so that a service never closes a connection that is just being taken.
     */
    @WithDefault("30s")
    Duration keepAlive();

    /**
     * Addresses and networks (CIDR) of your own proxies in front of this gateway. X-Forwarded-For, -Proto and -Host of a request from
     * there are passed on and extended; from elsewhere they are replaced, since anyone can claim any address.
     */
    Optional<List<String>> trustedProxies();

    /**
     * Web pages that may call the API from a browser, each by its origin: scheme, host and perhaps a port. None unless it is named; no
     * pattern. Whoever can change such a page can use the keys that are typed into it.
     */
    Optional<List<String>> allowedOrigins();

    /** Connections of clients at most, in all. One more is closed at once. Each held request and event stream takes one. */
    @WithDefault("8000")
    int clientConnections();

    /** Connections of one client at most, by its address; a trusted proxy has no such limit. */
    @WithDefault("4000")
    int clientConnectionsPerAddress();

    /** How long the head of a connection's first request may take. */
    @WithDefault("10s")
    Duration headTime();

    /** How long a connection may rest between an answer and the end of the next head. */
    @WithDefault("75s")
    Duration restTime();
}

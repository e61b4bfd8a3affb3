package dev.postern.gateway.proxy;

import dev.postern.gateway.settings.GatewaySettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Connections to the services. Each service has pools of its own, so that requests held at one take nothing from
 * another; each event loop has pools of its own, so that a request and its answer stay on one thread.
 */
@Singleton
final class ServiceClients {
    private final Map<Service, URI> addresses = new EnumMap<>(Service.class);
    private final ThreadLocal<Map<Service, HttpClient>> clients;

    ServiceClients(Vertx vertx, GatewaySettings settings) {
        addresses.put(Service.CREDENTIAL, checked("credential-service", settings.credentialService()));
        addresses.put(Service.CODE_INGEST, checked("code-ingest-service", settings.codeIngestService()));
        addresses.put(Service.TOTP_RESOLVER, checked("totp-resolver-service", settings.totpResolverService()));
        clients = ThreadLocal.withInitial(() -> {
            Map<Service, HttpClient> made = new EnumMap<>(Service.class);
            for (Service service : Service.values()) {
                made.put(
                        service,
                        vertx.httpClientBuilder()
                                .with(options(settings))
                                .with(pool(settings))
                                .withConnectHandler(ServiceClients::readAfterFailedWrite)
                                .build());
            }
            return made;
        });
    }

    /**
     * A request on a connection of the calling event loop, nothing sent yet. Fails if the service does not accept a
     * connection in time or if all connections are taken.
     */
    Future<HttpClientRequest> request(Service service, HttpMethod method, RequestTarget target) {
        URI address = address(service);
        return client(service)
                .request(new RequestOptions()
                        .setMethod(method)
                        .setHost(hostIn(address))
                        .setPort(address.getPort() < 0 ? 80 : address.getPort())
                        .setURI(target.raw()));
    }

    /**
     * A service that refuses a body (413) answers and closes while the body is still being sent. By default Netty closes
     * a connection whose write fails, with the answer unread in it; the caller of a permanent refusal would see a 502
     * and try again. Vert.x has no setting for this, so this reaches into its internal {@link ConnectionBase}: look here
     * at each upgrade of Vert.x. {@code FailureTest} fails when it stops working.
     */
    private static void readAfterFailedWrite(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            base.channel().config().setAutoClose(false);
        }
    }

    private URI address(Service service) {
        return Objects.requireNonNull(addresses.get(service));
    }

    private HttpClient client(Service service) {
        return Objects.requireNonNull(clients.get().get(service));
    }

    /** Without the brackets that an IPv6 address has in a URI. */
    private static String hostIn(URI address) {
        String host = address.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static HttpClientOptions options(GatewaySettings settings) {
        return new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                .setKeepAliveTimeout(Math.toIntExact(settings.keepAlive().toSeconds()))
                // A request may be held for as long as its service likes.
                .setIdleTimeout(0)
                // As much as the services' own servers take: what one of them sends can be read.
                .setMaxHeaderSize(20 * 1024)
                // Finds out about a machine that vanished without a word while a request is held.
                .setTcpKeepAlive(true);
    }

    private static PoolOptions pool(GatewaySettings settings) {
        return new PoolOptions()
                .setHttp1MaxSize(settings.maxConnections())
                // Waiting for a held request to end may take minutes; being told at once is better.
                .setMaxWaitQueueSize(0);
    }

    static URI checked(String setting, URI address) {
        boolean plain = "http".equals(address.getScheme())
                && address.getHost() != null
                && address.getUserInfo() == null
                && (address.getRawPath().isEmpty() || address.getRawPath().equals("/"))
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
        if (!plain) {
            throw new IllegalArgumentException(
                    "postern.gateway." + setting + " must be http://host:port and nothing else");
        }
        return address;
    }
}

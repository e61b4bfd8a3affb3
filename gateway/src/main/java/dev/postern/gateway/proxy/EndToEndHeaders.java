package dev.postern.gateway.proxy;

import dev.postern.gateway.settings.Networks;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which headers pass. Hop-by-hop headers belong to one connection and do not (RFC 9110, section 7.6.1), nor do those
 * that a Connection header names; all others pass in their order, with their case, their duplicates and their bytes.
 */
final class EndToEndHeaders {
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    // A Connection header that names these would change what the message is, or for whom.
    private static final Set<String> NEVER_DROPPED = Set.of("content-length", "host");

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
    private static final String FORWARDED_HOST = "X-Forwarded-Host";

    private final Networks trusted;

    /** @param trusted whose forwarding headers are believed */
    EndToEndHeaders(Networks trusted) {
        this.trusted = trusted;
    }

    /**
     * Copies a request's headers. The Host stays the client's: providers sign the address they post to, and a service
     * that checks such a signature must see it.
     *
     * @param client the address the request came from
     * @param scheme {@code http} or {@code https}, as the gateway was spoken to
     * @throws IllegalArgumentException if a header cannot be passed on as it is
     */
    void copyRequest(MultiMap from, String client, String scheme, MultiMap to) {
        Set<String> dropped = droppedIn(from);
        boolean trustForwarded = trusted.contain(InetAddress.ofLiteral(client));
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (dropped.contains(name) || isContinueExpectation(name, header.getValue())) {
                continue;
            }
            if (trustForwarded || !isForwarded(name)) {
                to.add(header.getKey(), header.getValue());
            }
        }
        List<String> hops = new ArrayList<>(to.getAll(FORWARDED_FOR));
        hops.add(client);
        to.set(FORWARDED_FOR, String.join(", ", hops));
        if (!to.contains(FORWARDED_PROTO)) {
            to.set(FORWARDED_PROTO, scheme);
        }
        String host = from.get(HttpHeaders.HOST);
        if (host != null && !to.contains(FORWARDED_HOST)) {
            to.set(FORWARDED_HOST, host);
        }
    }

    /**
     * Copies a response's headers.
     *
     * @throws IllegalArgumentException if a header cannot be passed on as it is
     */
    void copyResponse(MultiMap from, MultiMap to) {
        Set<String> dropped = droppedIn(from);
        for (Map.Entry<String, String> header : from) {
            if (!dropped.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    /** Whether the client waits for a 100 before it sends the body; the gateway gives it, see {@link Exchange}. */
    static boolean expectsContinue(MultiMap headers) {
        return isContinueExpectation("expect", String.valueOf(headers.get(HttpHeaders.EXPECT)));
    }

    private static boolean isContinueExpectation(String name, String value) {
        return name.equals("expect") && value.equalsIgnoreCase("100-continue");
    }

    private static Set<String> droppedIn(MultiMap headers) {
        if (!headers.contains(HttpHeaders.CONNECTION)) {
            return HOP_BY_HOP;
        }
        Set<String> dropped = new HashSet<>();
        for (String value : headers.getAll(HttpHeaders.CONNECTION)) {
            for (String option : value.split(",", -1)) {
                dropped.add(option.strip().toLowerCase(Locale.ROOT));
            }
        }
        dropped.removeAll(NEVER_DROPPED);
        dropped.addAll(HOP_BY_HOP);
        return dropped;
    }

    private static boolean isForwarded(String name) {
        return name.startsWith("x-forwarded-") || name.equals("forwarded") || name.equals("x-real-ip");
    }
}

package dev.postern.gateway.proxy;

import static dev.postern.gateway.proxy.Service.CODE_INGEST;
import static dev.postern.gateway.proxy.Service.CREDENTIAL;
import static dev.postern.gateway.proxy.Service.TOTP_RESOLVER;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which service answers which path. The first entry that fits decides; a path without an entry exists nowhere, so a new
 * route of a service stays out of reach until it is named here.
 */
final class RouteTable {
    private static final List<Entry> ENTRIES = List.of(
            // Skyvern has one path for both: the resolver lists what was received, ingest takes what is pushed.
            reading(exactly("/v1/credentials/totp"), TOTP_RESOLVER),
            any(exactly("/v1/credentials/totp"), CODE_INGEST),
            any(exactly("/api/v1/totp"), CODE_INGEST),
            any(under("/webhooks"), CODE_INGEST),
            any(under("/v1/code-requests"), TOTP_RESOLVER),
            any(under("/v1/code-handles"), TOTP_RESOLVER),
            any(under("/v1/codes"), TOTP_RESOLVER),
            any(under("/v1/messages"), TOTP_RESOLVER),
            any(under("/v1/erasures"), TOTP_RESOLVER),
            any(under("/v1/request-settings"), TOTP_RESOLVER),
            any(under("/v1/statistics"), TOTP_RESOLVER),
            any(under("/v1/totp-url"), TOTP_RESOLVER),
            any(under("/api/v1/credential_folders"), CREDENTIAL),
            any(under("/api/v1/credentials"), CREDENTIAL),
            any(under("/v1/api-keys"), CREDENTIAL),
            any(under("/v1/audit"), CREDENTIAL),
            any(under("/v1/credential_folders"), CREDENTIAL),
            any(under("/v1/credentials"), CREDENTIAL),
            any(under("/v1/imports"), CREDENTIAL),
            // What came to a channel is in the resolver's database; what tries a channel takes the way of its posts.
            any(ofEach("/v1/inbound-channels", "posts"), TOTP_RESOLVER),
            any(ofEach("/v1/inbound-channels", "test"), CODE_INGEST),
            any(exactly("/v1/inbound-channel-providers"), CREDENTIAL),
            any(under("/v1/inbound-channels"), CREDENTIAL),
            any(under("/v1/key-rotations"), CREDENTIAL),
            any(under("/v1/logins"), CREDENTIAL),
            any(under("/v1/organizations"), CREDENTIAL),
            any(under("/v1/qr-codes"), CREDENTIAL),
            any(under("/v1/retention"), CREDENTIAL),
            any(under("/v1/signing-secrets"), CREDENTIAL),
            any(under("/v1/totp-url-endpoints"), CREDENTIAL),
            any(under("/v1/vault"), CREDENTIAL));

    private RouteTable() {}

    /** The service for a raw path without its query, as checked by {@link RequestTarget}; null if there is none. */
    static @Nullable Service serviceFor(HttpMethod method, String path) {
        for (Entry entry : ENTRIES) {
            if (entry.fits(method, path)) {
                return entry.service;
            }
        }
        return null;
    }

    private static Entry any(Predicate<String> paths, Service service) {
        return new Entry(false, paths, service);
    }

    private static Entry reading(Predicate<String> paths, Service service) {
        return new Entry(true, paths, service);
    }

    /** The path itself, with or without a slash at its end. */
    private static Predicate<String> exactly(String path) {
        String withSlash = path + "/";
        return candidate -> candidate.equals(path) || candidate.equals(withSlash);
    }

    /** The path itself and everything below it; not a path that only begins with the same letters. */
    private static Predicate<String> under(String path) {
        String withSlash = path + "/";
        return candidate -> candidate.equals(path) || candidate.startsWith(withSlash);
    }

    /** The step below each thing of a kind, with or without a slash at its end. */
    private static Predicate<String> ofEach(String path, String step) {
        Pattern pattern = Pattern.compile(Pattern.quote(path) + "/[^/]+/" + Pattern.quote(step) + "/?");
        return candidate -> pattern.matcher(candidate).matches();
    }

    private record Entry(boolean readsOnly, Predicate<String> paths, Service service) {
        boolean fits(HttpMethod method, String path) {
            return (!readsOnly || method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) && paths.test(path);
        }
    }
}

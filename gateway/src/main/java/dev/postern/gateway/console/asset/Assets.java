package dev.postern.gateway.console.asset;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Serves the files that pages load, each by its name and no other: there is no folder to walk out of. */
@Singleton
public final class Assets {
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    /** Every file that a page may load, with its type. A script or style that a page needs is named here. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("tokens.css", STYLE),
            Map.entry("console.css", STYLE),
            Map.entry("pages.css", STYLE),
            Map.entry("credentials.js", SCRIPT),
            Map.entry("imports.js", SCRIPT),
            Map.entry("api.css", STYLE),
            Map.entry("icon.svg", "image/svg+xml"),
            Map.entry("theme.js", SCRIPT),
            Map.entry("console.js", SCRIPT),
            Map.entry("times.js", SCRIPT),
            Map.entry("keys.js", SCRIPT),
            Map.entry("live.js", SCRIPT),
            Map.entry("drafts.js", SCRIPT),
            Map.entry("post.js", SCRIPT),
            Map.entry("notify.js", SCRIPT),
            Map.entry("htmx.min.js", SCRIPT));

    private static final int HASH_BYTES = 8;

    private final Map<String, Buffer> files = new LinkedHashMap<>();
    private final String path;

    Assets() {
        MessageDigest digest = sha256();
        TYPES.keySet().stream().sorted().forEach(name -> {
            Buffer file = read(name);
            digest.update(file.getBytes());
            files.put(name, file);
        });
        path = "/console/assets/" + HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES) + "/";
    }

    /** The path of all files, with a slash at its end. */
    public String path() {
        return path;
    }

    void install(@Observes Router router) {
        files.forEach((name, file) -> router.get(path + name).handler(routing -> serve(routing, name, file)));
    }

    private static void serve(RoutingContext routing, String name, Buffer file) {
        HttpServerResponse response = routing.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, TYPES.get(name))
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(file.slice());
        routing.request().resume();
    }

    private static Buffer read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream("/console/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The console's file " + name + " is not in the jar");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

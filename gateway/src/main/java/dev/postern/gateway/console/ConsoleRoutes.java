package dev.postern.gateway.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Serves the console's files, each under its own path and no other: there is no folder to walk out of. */
@Singleton
final class ConsoleRoutes {
    // No script, no frame, no form, nothing from elsewhere. Whatever gets into the page cannot run or phone home.
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    void install(@Observes Router router) {
        serve(router, "/", "index.html", "text/html; charset=utf-8");
        serve(router, "/console/style.css", "style.css", "text/css; charset=utf-8");
        serve(router, "/console/icon.svg", "icon.svg", "image/svg+xml");
    }

    private static void serve(Router router, String path, String file, String type) {
        Buffer content = read(file);
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(routing -> {
            HttpServerResponse response = routing.response();
            response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                    .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length()))
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                    .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                    .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                    .putHeader("Referrer-Policy", "no-referrer")
                    .putHeader("X-Content-Type-Options", "nosniff");
            if (routing.request().method().equals(HttpMethod.HEAD)) {
                response.end();
            } else {
                response.end(content.slice());
            }
            routing.request().resume();
        });
    }

    private static Buffer read(String file) {
        try (InputStream in = ConsoleRoutes.class.getResourceAsStream("/console/" + file)) {
            if (in == null) {
                throw new IllegalStateException("The console's file " + file + " is not in the jar");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.postern.gateway.console;

import dev.postern.gateway.console.asset.Assets;
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

/** Serves the page to try the API and what belongs to it, each file under its own path and no other. */
@Singleton
final class ConsoleRoutes {
    // No script, frame or form, and nothing from elsewhere. What is injected into the page cannot run or send data.
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // The page to try the API runs Swagger UI's script, which sets styles and draws icons of its own; it talks to this
    // address alone, and what is injected into it cannot load anything else.
    private static final String API_PAGE_POLICY = "default-src 'none'; script-src 'self'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Assets assets;

    ConsoleRoutes(Assets assets) {
        this.assets = assets;
    }

    void install(@Observes Router router) {
        serve(router, "/console/icon.svg", "icon.svg", "image/svg+xml");
        serve(router, "/openapi.yaml", "openapi.yaml", "application/yaml");
        serve(router, "/api", "api.html", "text/html; charset=utf-8", API_PAGE_POLICY);
        serve(router, "/console/api.js", "api.js", "text/javascript; charset=utf-8");
        serve(router, "/console/swagger-ui-bundle.js", "swagger-ui-bundle.js", "text/javascript; charset=utf-8");
        serve(router, "/console/swagger-ui.css", "swagger-ui.css", "text/css; charset=utf-8");
    }

    private void serve(Router router, String path, String file, String type) {
        serve(router, path, file, type, CONTENT_SECURITY_POLICY);
    }

    private void serve(Router router, String path, String file, String type, String policy) {
        Buffer content = read(file);
        if (file.endsWith(".html")) {
            content = Buffer.buffer(content.toString().replace("{assets}", assets.path()));
        }
        serve(router, path, content, type, policy);
    }

    private static void serve(Router router, String path, Buffer content, String type, String policy) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(routing -> {
            HttpServerResponse response = routing.response();
            response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                    .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length()))
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .putHeader("Content-Security-Policy", policy)
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

package dev.postern.gateway.console.page;

import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.session.Session;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One request to the console, by somebody whose session was checked. */
public final class Visit {
    private final RoutingContext routing;
    private final @Nullable Session session;
    private final @Nullable Api api;
    private final Buffer body;
    private final String assets;
    private final @Nullable String trouble;

    Visit(
            RoutingContext routing,
            @Nullable Session session,
            @Nullable Api api,
            Buffer body,
            String assets,
            @Nullable String trouble) {
        this.routing = routing;
        this.session = session;
        this.api = api;
        this.body = body;
        this.assets = assets;
        this.trouble = trouble;
    }

    /** Who is signed in. */
    public Session session() {
        return Objects.requireNonNull(session);
    }

    /** The API, called with the key of the person. */
    public Api api() {
        return Objects.requireNonNull(api);
    }

    /** Whether the key of the person holds one of the scopes. */
    public boolean may(String... anyOf) {
        return session().holder().may(List.of(anyOf));
    }

    /** What was typed. */
    public Form form() {
        return Form.of(body.toString());
    }

    /** The query of the address. */
    public Form query() {
        String query = routing.request().query();
        return query == null ? Form.EMPTY : Form.of(query);
    }

    /** A step of the path that the feature named with a colon. */
    public String step(String name) {
        return Objects.requireNonNull(routing.pathParam(name));
    }

    /** What a script posted. */
    public Buffer body() {
        return body;
    }

    /** The type of what a script posted. */
    public String contentType() {
        return Objects.requireNonNullElse(routing.request().getHeader("Content-Type"), "application/octet-stream");
    }

    /** The request, for what begins or ends a session. */
    public HttpServerRequest request() {
        return routing.request();
    }

    /** The layout of a page. */
    public Frame frame(String title, @Nullable Tab tab) {
        Session who = session;
        if (who == null) {
            return new Frame(title, tab, List.of(), null, "", assets, null);
        }
        List<Tab> tabs = Arrays.stream(Tab.values())
                .filter(each -> each.isFor(who.holder()))
                .toList();
        return new Frame(title, tab, tabs, who.holder(), who.csrf(), assets, trouble);
    }
}

package dev.postern.gateway.console.page;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.api.ApiCalls;
import dev.postern.gateway.console.api.Trouble;
import dev.postern.gateway.console.asset.Assets;
import dev.postern.gateway.console.session.Holder;
import dev.postern.gateway.console.session.Session;
import dev.postern.gateway.console.session.Sessions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets visits in: checks who is signed in, that the key still opens something, and that one of our pages sent a form. */
@Singleton
final class Door {
    static final String SIGN_IN = "/console/sign-in";

    private final Sessions sessions;
    private final ApiCalls calls;
    private final Assets assets;

    Door(Sessions sessions, ApiCalls calls, Assets assets) {
        this.sessions = sessions;
        this.calls = calls;
        this.assets = assets;
    }

    /** What a path asks of its visitors. */
    enum Guard {
        OPEN,
        OPEN_FORM,
        SIGNED_IN,
        SIGNED_IN_FORM,
        SIGNED_IN_SCRIPT;

        boolean changes() {
            return this != OPEN && this != SIGNED_IN;
        }

        boolean isOpen() {
            return this == OPEN || this == OPEN_FORM;
        }
    }

    /** Why a visit is turned away by its head alone, before a byte of its body is read; null when it is not. */
    @Nullable Reply turnedAway(RoutingContext routing, Guard guard) {
        HttpServerRequest request = routing.request();
        Visit open = visit(routing, Buffer.buffer());
        if (guard.changes() && !Origin.isOurs(request.headers())) {
            return refusal(open, "This came from another site", "Nothing was changed. Use the console's own pages.");
        }
        if (guard.isOpen()) {
            return null;
        }
        Session session = sessions.of(request);
        if (session == null) {
            return stranger(open);
        }
        return guard == Guard.SIGNED_IN_SCRIPT && !isToken(request.getHeader("X-CSRF"), session)
                ? outOfDate(known(routing))
                : null;
    }

    /** The answer to a visit that was not turned away. */
    Reply enter(RoutingContext routing, Guard guard, Buffer body, Site.Handler handler) {
        Visit open = visit(routing, body);
        if (guard.isOpen()) {
            return handler.answer(open);
        }
        Session before = sessions.of(routing.request());
        if (before == null) {
            return stranger(open);
        }
        if (guard == Guard.SIGNED_IN_FORM && !isToken(open.form().get("csrf"), before)) {
            return outOfDate(known(routing));
        }
        return enter(routing, before, body, handler);
    }

    private Visit visit(RoutingContext routing, Buffer body) {
        return new Visit(routing, null, null, body, assets.path(), null);
    }

    /** For a page that only says something: whoever is signed in keeps the navigation. */
    private Visit known(RoutingContext routing) {
        return new Visit(routing, sessions.of(routing.request()), null, Buffer.buffer(), assets.path(), null);
    }

    private static Reply outOfDate(Visit visit) {
        return refusal(visit, "This page is out of date", "Nothing was changed. Load the page again, then try again.");
    }

    private Reply enter(RoutingContext routing, Session before, Buffer body, Site.Handler handler) {
        HttpServerRequest request = routing.request();
        Api api = calls.as(before.apiKey(), request.localAddress());
        Answer<Holder> self = api.get("/v1/api-keys/self").map(Holder::of);
        Trouble trouble = self.trouble();
        if (trouble != null && !trouble.isAway()) {
            sessions.end(request);
            return WayBack.signIn(request, "key");
        }
        Session session = before.of(self.or(before.holder()));
        if (request.getHeader("X-Live") == null) {
            sessions.seen(request, before, session);
        }
        String notice = trouble == null
                ? null
                : trouble.sentence().replace(" Try again.", "") + " What is shown of other services goes on.";
        return handler.answer(new Visit(routing, session, api, body, assets.path(), notice));
    }

    private static Reply stranger(Visit visit) {
        HttpServerRequest request = visit.request();
        if (Origin.isElsewhere(request.headers())) {
            // The cookie was kept back. It comes when the page asks for itself.
            return new Reply.Shown(200, new PlainPage(visit.frame("Postern", null), "One moment", "", request.uri()));
        }
        boolean isBeginning =
                request.method().equals(HttpMethod.GET) && !WayBack.isScript(request) && !Sessions.wasSignedIn(request);
        return WayBack.signIn(request, isBeginning ? "" : "time");
    }

    /** What somebody is told whose key lacks all of these scopes. */
    static Reply lacking(Visit visit, List<String> anyOf) {
        if (WayBack.isPart(visit.request())) {
            return new Reply.Reload();
        }
        Frame frame = visit.frame("Not for this key", null);
        return new Reply.Shown(
                403, new LackingPage(frame, visit.session().holder().name(), anyOf, anyOf.equals(List.of("operator"))));
    }

    Reply notFound(RoutingContext routing) {
        return message(
                known(routing),
                404,
                "There is no such page",
                "The address may be mistyped, or from another version of Postern.");
    }

    Reply failure(RoutingContext routing, int status, String heading, String sentence) {
        return message(known(routing), status, heading, sentence);
    }

    private static Reply refusal(Visit visit, String heading, String sentence) {
        return message(visit, 403, heading, sentence);
    }

    private static Reply message(Visit visit, int status, String heading, String sentence) {
        return new Reply.Shown(status, new PlainPage(visit.frame(heading, null), heading, sentence, ""));
    }

    private static boolean isToken(@Nullable String sent, Session session) {
        return sent != null
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8));
    }
}

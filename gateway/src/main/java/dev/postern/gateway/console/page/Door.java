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
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Function;
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
    }

    Reply enter(RoutingContext routing, Guard guard, Buffer body, Site.Handler handler) {
        HttpServerRequest request = routing.request();
        Visit open = new Visit(routing, null, null, body, assets.path(), null);
        if (guard.changes() && !Origin.isOurs(request.headers())) {
            return refusal(open, "This came from another site", "Nothing was changed. Use the console's own pages.");
        }
        if (guard == Guard.OPEN || guard == Guard.OPEN_FORM) {
            return handler.answer(open);
        }
        Session before = sessions.of(request);
        if (before == null) {
            return stranger(open);
        }
        if (guard.changes() && !isToken(token(open, guard), before)) {
            return refusal(
                    open, "This page is out of date", "Nothing was changed. Load the page again, then try again.");
        }
        return enter(routing, before, body, handler);
    }

    private Reply enter(RoutingContext routing, Session before, Buffer body, Site.Handler handler) {
        HttpServerRequest request = routing.request();
        Api api = calls.as(before.apiKey(), request.localAddress());
        Answer<Holder> self = api.get("/v1/api-keys/self").map(Holder::of);
        Trouble trouble = self.trouble();
        if (trouble != null && !trouble.isAway()) {
            sessions.end(request);
            return Reply.to(SIGN_IN + "?ended=key");
        }
        Session session = before.of(self.or(before.holder()));
        if (request.getHeader("X-Live") == null) {
            sessions.seen(request, before, session);
        }
        String notice = trouble == null ? null : trouble.sentence();
        return handler.answer(new Visit(routing, session, api, body, assets.path(), notice));
    }

    private static Reply stranger(Visit visit) {
        HttpServerRequest request = visit.request();
        if (Origin.isElsewhere(request.headers())) {
            // The cookie was kept back. It comes when the page asks for itself.
            return new Reply.Shown(200, new PlainPage(visit.frame("Postern", null), "One moment", "", request.uri()));
        }
        boolean isPage = request.method().name().equals("GET") && request.getHeader("HX-Request") == null;
        return Reply.to(isPage ? Api.query(SIGN_IN, java.util.Map.of("next", request.uri())) : SIGN_IN + "?ended=time");
    }

    Reply notFound(RoutingContext routing) {
        return message(
                new Visit(routing, null, null, Buffer.buffer(), assets.path(), null),
                404,
                "There is no such page",
                "The address may be mistyped, or from another version of Postern.");
    }

    Reply failure(RoutingContext routing, int status, String heading, String sentence) {
        return message(new Visit(routing, null, null, Buffer.buffer(), assets.path(), null), status, heading, sentence);
    }

    private static Reply refusal(Visit visit, String heading, String sentence) {
        return message(visit, 403, heading, sentence);
    }

    private static Reply message(Visit visit, int status, String heading, String sentence) {
        return new Reply.Shown(status, new PlainPage(visit.frame(heading, null), heading, sentence, ""));
    }

    private static @Nullable String token(Visit visit, Guard guard) {
        Function<Visit, @Nullable String> place = guard == Guard.SIGNED_IN_SCRIPT
                ? script -> script.request().getHeader("X-CSRF")
                : form -> form.form().get("csrf");
        return place.apply(visit);
    }

    private static boolean isToken(@Nullable String sent, Session session) {
        return sent != null
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8));
    }
}

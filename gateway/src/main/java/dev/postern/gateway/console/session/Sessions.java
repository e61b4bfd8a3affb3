package dev.postern.gateway.console.session;

import dev.postern.gateway.console.session.Session.KeyOrigin;
import dev.postern.gateway.settings.ConsoleSettings;
import io.quarkus.runtime.Startup;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Begins, finds and ends sessions. The cookie is sent to the console's own paths alone, so no route of the API ever gets it; scripts
 * cannot read it, and no other site can have it sent.
 */
@Startup
@Singleton
public final class Sessions {
    private static final String COOKIE = "postern-session";
    // Browsers take a cookie of such a name only over TLS.
    private static final String SECURE_COOKIE = "__Secure-" + COOKIE;
    private static final String PATH = "/console";
    private static final Duration SEEN_TO = Duration.ofMinutes(1);
    private static final int CSRF_BYTES = 16;
    private static final int MOST_SIGNED_OUT = 10_000;

    private final Seal seal;
    private final SecureRandom random;
    private final Duration length;
    private final Duration idle;
    private final Clock clock;
    private final SignedOut signedOut = new SignedOut(MOST_SIGNED_OUT);

    Sessions(ConsoleSettings settings, SessionKey key, SecureRandom random, Clock clock) {
        this.seal = key.seal("postern console session 1");
        this.random = random;
        this.length = settings.sessionLength();
        this.idle = settings.sessionIdle();
        this.clock = clock;
    }

    /** How long a session lasts at most. */
    public Duration length() {
        return length;
    }

    /** Signs somebody in. The cookie of an earlier session is replaced. */
    public void begin(HttpServerRequest request, boolean secure, String apiKey, Holder holder, KeyOrigin keyOrigin) {
        byte[] csrf = new byte[CSRF_BYTES];
        random.nextBytes(csrf);
        Instant now = clock.instant();
        keep(
                request,
                secure,
                new Session(
                        apiKey,
                        Base64.getUrlEncoder().withoutPadding().encodeToString(csrf),
                        now,
                        now,
                        holder,
                        keyOrigin));
    }

    /** The session of a request; null when nobody is signed in, signed out, was so for too long, or did nothing for too long. */
    public @Nullable Session of(HttpServerRequest request) {
        Cookie cookie = request.getCookie(SECURE_COOKIE);
        if (cookie == null) {
            cookie = request.getCookie(COOKIE);
        }
        JsonObject text = cookie == null ? null : seal.open(cookie.getValue());
        if (text == null) {
            return null;
        }
        Session session = Session.of(text);
        return session.isOver(clock.instant(), length, idle) || signedOut.has(session) ? null : session;
    }

    /** Whether the browser still has a session, also one that is over. */
    public static boolean wasSignedIn(HttpServerRequest request) {
        return request.getCookie(SECURE_COOKIE) != null || request.getCookie(COOKIE) != null;
    }

    /** Notes that the person did something. The cookie is written again once a minute at most, or when the holder changed. */
    public void seen(HttpServerRequest request, Session before, Session session) {
        Instant now = clock.instant();
        if (session.seenAt().plus(SEEN_TO).isBefore(now) || !before.equals(session)) {
            keep(request, request.getCookie(SECURE_COOKIE) != null, session.seen(now));
        }
    }

    /** Signs out: the browser forgets the cookie, and what has a copy of it finds it closed. */
    public void end(HttpServerRequest request) {
        Session session = of(request);
        if (session != null) {
            signedOut.add(session, session.signedInAt().plus(length), clock.instant());
        }
        for (String name : new String[] {SECURE_COOKIE, COOKIE}) {
            if (request.getCookie(name) != null) {
                write(request, cookie(name, "").setMaxAge(0).setSecure(name.equals(SECURE_COOKIE)));
            }
        }
    }

    private void keep(HttpServerRequest request, boolean secure, Session session) {
        write(
                request,
                cookie(secure ? SECURE_COOKIE : COOKIE, seal.seal(session.json()))
                        .setSecure(secure));
    }

    private static Cookie cookie(String name, String value) {
        return Cookie.cookie(name, value).setPath(PATH).setHttpOnly(true).setSameSite(CookieSameSite.STRICT);
    }

    private static void write(HttpServerRequest request, Cookie cookie) {
        request.response().headers().add("Set-Cookie", cookie.encode());
    }
}

package dev.postern.gateway.console.session;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in of several steps keeps in the browser from one step to the next: sealed, good for ten minutes, and sent along when
 * another site leads back here, which the cookie of a session never is.
 */
@Singleton
public final class StepCookie {
    private static final String COOKIE = "postern-step";
    // Browsers take a cookie of such a name only over TLS.
    private static final String SECURE_COOKIE = "__Secure-" + COOKIE;
    private static final String PATH = "/console/sign-in";
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Seal seal;
    private final Clock clock;

    StepCookie(SessionKey key, Clock clock) {
        this.seal = key.seal("postern console sign-in step 1");
        this.clock = clock;
    }

    /** Keeps it, in place of what an earlier step kept. */
    public void keep(HttpServerRequest request, boolean secure, JsonObject what) {
        JsonObject text = new JsonObject()
                .put("what", what)
                .put("until", clock.instant().plus(LONGEST).getEpochSecond());
        write(request, cookie(secure, seal.seal(text)).setMaxAge(LONGEST.toSeconds()));
    }

    /** What the step before kept; null when there was none or it is too long ago. The browser then has it no more. */
    public @Nullable JsonObject take(HttpServerRequest request) {
        boolean secure = request.getCookie(SECURE_COOKIE) != null;
        Cookie cookie = request.getCookie(secure ? SECURE_COOKIE : COOKIE);
        JsonObject text = cookie == null ? null : seal.open(cookie.getValue());
        if (text == null) {
            return null;
        }
        write(request, cookie(secure, "").setMaxAge(0));
        boolean isOver = Instant.ofEpochSecond(text.getLong("until")).isBefore(clock.instant());
        return isOver ? null : text.getJsonObject("what");
    }

    private static Cookie cookie(boolean secure, String value) {
        return Cookie.cookie(secure ? SECURE_COOKIE : COOKIE, value)
                .setPath(PATH)
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX);
    }

    private static void write(HttpServerRequest request, Cookie cookie) {
        request.response().headers().add("Set-Cookie", cookie.encode());
    }
}

package dev.postern.platform.problem;

import java.util.List;

/** How errors look on a route. Each route has one style. */
enum ErrorStyle {
    /** {@code {"detail": …}}, as Skyvern's API answers. */
    SKYVERN,
    /** {@code application/problem+json}, RFC 9457. */
    PROBLEM;

    private static final List<String> SKYVERN_ROUTES =
            List.of("/v1/credentials", "/v1/credential_folders", "/v1/vault", "/v1/totp-url", "/api/v1", "/api/v2");

    /** The style of a path. The path decides, since an unknown route has nothing else. */
    static ErrorStyle ofPath(String path) {
        String absolute = path.startsWith("/") ? path : "/" + path;
        for (String route : SKYVERN_ROUTES) {
            if (absolute.equals(route) || absolute.startsWith(route + "/")) {
                return SKYVERN;
            }
        }
        return PROBLEM;
    }
}

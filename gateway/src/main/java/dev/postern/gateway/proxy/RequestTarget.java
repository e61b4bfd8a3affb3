package dev.postern.gateway.proxy;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a client asked for, as it stood on the wire. The gateway routes on the raw path and passes the raw target on, so a
 * service must read the same path in it as the gateway did. A target that two parsers could read differently is refused;
 * everything else passes untouched.
 *
 * @param raw the path and the query, byte for byte
 * @param path the raw path, without the query
 */
record RequestTarget(String raw, String path) {
    // Servers cut matrix parameters off before they resolve dots, so "..;a" counts as "..".
    private static final Pattern DOT_SEGMENT =
            Pattern.compile("/(\\.|%2e){1,2}(?=/|;|%3b|$)", Pattern.CASE_INSENSITIVE);

    /**
     * Reads the request target as the HTTP decoder hands it over, one character for each byte.
     *
     * @throws Refused if the target is not a plain absolute path with an optional query. Only origin-form is taken (RFC
     *     9112, section 3.2.1): the absolute form, which servers must understand too, would name a second host beside
     *     the Host header, and clients do not send it to an origin.
     */
    static RequestTarget of(String raw) {
        if (!raw.startsWith("/")) {
            throw new Refused("The request target must be an absolute path.");
        }
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                throw new Refused("The request target has a character that must be percent-encoded.");
            }
        }
        int query = raw.indexOf('?');
        String path = query < 0 ? raw : raw.substring(0, query);
        checkPath(path);
        return new RequestTarget(raw, path);
    }

    private static void checkPath(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (path.contains("//")) {
            throw new Refused("The path has an empty segment.");
        }
        if (path.indexOf('\\') >= 0 || lower.contains("%2f") || lower.contains("%5c")) {
            throw new Refused("The path has a backslash or an encoded slash.");
        }
        if (DOT_SEGMENT.matcher(path).find()) {
            throw new Refused("The path has a dot segment.");
        }
    }

    /** A target that is not passed on. The message is a fixed sentence, safe to show to the client. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}

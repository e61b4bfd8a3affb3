package dev.postern.resolver.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A web address, parsed once: the address that is called cannot differ from the one that was checked.
 *
 * @param tls whether it is https
 * @param host a name in lower case, or an address without brackets
 * @param port the one given, or the scheme's
 * @param pathAndQuery as it was given; begins with a slash
 */
public record Target(boolean tls, String host, int port, String pathAndQuery) {
    /** Skyvern's limit ({@code skyvern/utils/url_validators.py}). */
    private static final int LONGEST = 2_083;

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*", Pattern.DOTALL);

    /**
     * The target of a URL. As in Skyvern, a URL without a scheme is https.
     *
     * @return empty for a scheme other than http and https, a URL with credentials in it, and a text that is not a URL
     */
    public static Optional<Target> of(String url) {
        String text = url.strip();
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return of(new URI(SCHEME.matcher(text).matches() ? text : "https://" + text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<Target> of(URI uri) {
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        String host = uri.getHost();
        if ((!tls && !"http".equalsIgnoreCase(uri.getScheme()))
                || host == null
                || uri.getRawUserInfo() != null
                || host.indexOf('%') >= 0
                || uri.getPort() == 0
                || uri.getPort() > 65_535
                || !isAscii(uri.toString())) {
            return Optional.empty();
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery();
        return Optional.of(new Target(
                tls,
                bare.toLowerCase(Locale.ROOT),
                uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80,
                query == null ? path : path + "?" + query));
    }

    /** The server and the path, without the query. Not for a log. */
    public String place() {
        int query = pathAndQuery.indexOf('?');
        return origin() + (query < 0 ? pathAndQuery : pathAndQuery.substring(0, query));
    }

    /**
     * The target of a redirect, if it leads to this host and port, or from http to https on the usual ports.
     *
     * @param location the header, absolute or relative
     */
    Optional<Target> redirectedTo(String location) {
        try {
            return of(new URI(origin() + pathAndQuery).resolve(location)).filter(this::isSamePlace);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isSamePlace(Target other) {
        boolean upgraded = !tls && other.tls && port == 80 && other.port == 443;
        return host.equals(other.host) && ((tls == other.tls && port == other.port) || upgraded);
    }

    private String origin() {
        return (tls ? "https://" : "http://") + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character > ' ' && character < 0x7F);
    }

    /** Shows no part of the address: path and query may hold secrets, and the host is private to its owner. */
    @Override
    public String toString() {
        return "Target[***]";
    }
}

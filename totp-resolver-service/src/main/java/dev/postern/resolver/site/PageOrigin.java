package dev.postern.resolver.site;

import dev.postern.events.identifier.DomainName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The origin of the page on which a code is typed (RFC 6454), as callers copy it from a browser. */
public final class PageOrigin {
    // What stands behind the origin is tolerated: addresses of pages hold characters that no URI may have.
    private static final Pattern ORIGIN = Pattern.compile(
            "https?://(?:[^/?#\\\\@]*+@)?(\\[[0-9a-f:.]++]|[^/?#\\\\@:\\[\\]]++)(?::\\d{0,5})?(?:[/?#\\\\].*+)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("[a-z0-9._-]++|\\[[0-9a-f:.]++]");

    private PageOrigin() {}

    /**
     * The host of an address of the web, in lower case and ASCII, without the root's dot behind it.
     *
     * @return empty when the text is no such address
     */
    public static Optional<String> host(String address) {
        Matcher origin = ORIGIN.matcher(address.strip());
        if (!origin.matches()) {
            return Optional.empty();
        }
        String host = DomainName.ascii(origin.group(1)).toLowerCase(Locale.ROOT);
        return HOST.matcher(host).matches() ? Optional.of(host) : Optional.empty();
    }
}

package dev.postern.platform.startup;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * The address under which the world reaches Postern's gateway, setting {@code postern.public-url}. Providers sign the address
 * they were given. It is therefore configured and never guessed from a request, which may have passed a proxy.
 *
 * <p>A service that builds or verifies public addresses produces it as a bean, and then does not start without the setting.
 */
public final class PublicUrl implements StartupCheck {
    /** The setting's name. */
    public static final String SETTING = "postern.public-url";

    private static final String LOCAL = "http://127.0.0.1:8080";

    private final Optional<String> configured;
    private final RuntimeEnvironment environment;

    /**
     * The configured address, which {@link #check} verifies.
     *
     * @param configured empty only where {@code local} allows the gateway's address on this machine
     */
    public PublicUrl(Optional<String> configured, RuntimeEnvironment environment) {
        this.configured = configured;
        this.environment = environment;
    }

    /** Scheme, host, port if there is one, and the path that stands before Postern's own paths. No slash at the end. */
    public String base() {
        String url = configured.orElse(LOCAL).strip();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public void check(Findings findings) {
        if (configured.isEmpty() && environment != RuntimeEnvironment.LOCAL) {
            findings.abort(
                    SETTING, "say under which address providers reach the gateway, such as https://codes.example.com");
        } else if (!usable(base())) {
            findings.abort(SETTING, "must be an http or https address without user, query and fragment");
        } else if (environment != RuntimeEnvironment.LOCAL && !base().startsWith("https:")) {
            findings.warn(SETTING, "is not https: codes travel to it in the clear, and most providers refuse it");
        }
    }

    /**
     * Whether an address is surely of this machine or of a private network, so that no provider on the Internet reaches it. Nothing
     * is looked up: a name counts by its form (RFC 6761, RFC 6762, and names without a dot).
     */
    public static boolean isPrivate(String url) {
        try {
            String host = new URI(url).getHost();
            if (host == null) {
                return false;
            }
            String bare = host.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
            if (bare.contains(":") || bare.matches("[0-9.]+")) {
                return isPrivate(InetAddress.ofLiteral(bare));
            }
            return !bare.contains(".") || bare.matches(".*\\.(localhost|local|internal|lan|home\\.arpa)");
        } catch (URISyntaxException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isPrivate(InetAddress address) {
        // Unique local addresses (RFC 4193), which Java's own question about site-local ones leaves out.
        boolean uniqueLocal = address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc;
        return uniqueLocal
                || address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress();
    }

    private static boolean usable(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}

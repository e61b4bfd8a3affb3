package dev.postern.local.process;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The address at which providers reach Postern, as {@code POSTERN_PUBLIC_URL} of the shell says; the gateway's own unless it is set. */
public final class PublicAddress {
    /** The setting of the services, and the variable of the shell. */
    public static final String VARIABLE = "POSTERN_PUBLIC_URL";

    private static final Pattern OF_THIS_MACHINE =
            Pattern.compile("https?://(?:localhost|127(?:\\.\\d+){3}|0\\.0\\.0\\.0|\\[::1?])(?:[:/].*)?");

    private PublicAddress() {}

    /** The address; empty for the gateway's own. */
    public static Optional<String> given(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(VARIABLE)).map(String::strip).filter(url -> !url.isEmpty());
    }

    /** What {@code up} says of it. */
    public static String sentence(Map<String, String> environment) {
        return given(environment)
                .filter(url -> !OF_THIS_MACHINE.matcher(url).matches())
                .map(url -> "post to " + url)
                .orElse("""
                        cannot reach this machine's own address. With a tunnel (cloudflared, ngrok):
                                    POSTERN_PUBLIC_URL=https://… ./postern up. See docs/getting-messages-in.md""");
    }
}

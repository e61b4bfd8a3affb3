package dev.postern.gateway.console.page;

import dev.postern.gateway.console.session.Holder;
import java.util.Arrays;
import java.util.List;

/** The places of the navigation, in its order. */
public enum Tab {
    WAITING("Waiting", "/console/waiting", "w", "codes:read"),
    CODES("2FA codes", "/console/codes", "c", "codes:read", "codes:push"),
    CREDENTIALS("Credentials", "/console/credentials", "p", "credentials:read", "credentials:write"),
    UNPARSED("Unparsed", "/console/unparsed", "u", "codes:read"),
    CHANNELS("Channels", "/console/channels", "h", "admin"),
    OVERVIEW("Overview", "/console/overview", "o", "codes:read"),
    ORGANIZATIONS("Organisations", "/console/organizations", "r", "operator"),
    SETTINGS("Settings", "/console/settings", "s");

    private final String title;
    private final String path;
    private final String key;
    // Of List.of, which nobody can change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> anyOf;

    Tab(String title, String path, String key, String... anyOf) {
        this.title = title;
        this.path = path;
        this.key = key;
        this.anyOf = List.of(anyOf);
    }

    /** What the navigation says. */
    public String title() {
        return title;
    }

    /** Where it leads. */
    public String path() {
        return path;
    }

    /** The key that leads there after {@code g}. */
    public String key() {
        return key;
    }

    /** Where somebody begins: the first place that the key opens. */
    public static Tab first(Holder holder) {
        return Arrays.stream(values())
                .filter(tab -> tab.isFor(holder))
                .findFirst()
                .orElse(SETTINGS);
    }

    /** Whether the key of this holder lets somebody in. */
    boolean isFor(Holder holder) {
        return anyOf.isEmpty() || holder.may(anyOf);
    }
}

package dev.postern.gateway.console.page;

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

    /** The scopes of which one lets somebody in; with none everybody may. */
    List<String> anyOf() {
        return anyOf;
    }
}

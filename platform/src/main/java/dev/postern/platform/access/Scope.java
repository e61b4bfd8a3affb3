package dev.postern.platform.access;

import java.util.EnumSet;
import java.util.Set;

/** What an API key may do. */
public enum Scope {
    /** Push messages. */
    CODES_PUSH("codes:push"),
    /** Read what was received. */
    CODES_READ("codes:read"),
    /** Ask for codes and wait for them. */
    CODES_REQUEST("codes:request"),
    /** Get the code behind a handle, on the side that types it. */
    CODES_REDEEM("codes:redeem"),
    /** Read credentials without their secrets, and preview TOTP codes. */
    CREDENTIALS_READ("credentials:read"),
    /** Store, change and delete credentials. */
    CREDENTIALS_WRITE("credentials:write"),
    /** Read secrets back through the vault route. */
    CREDENTIALS_REVEAL("credentials:reveal"),
    /** Administer one organisation: its keys and settings. */
    ADMIN("admin"),
    /** Administer the installation: organisations, rotation, replay. Belongs to no organisation. */
    OPERATOR("operator");

    private final String wireName;

    Scope(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the API, in the database and on the topic. */
    public String wireName() {
        return wireName;
    }

    /** The scopes with these names. A name that this version does not know grants nothing. */
    static Set<Scope> ofWireNames(Set<String> names) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Scope scope : values()) {
            if (names.contains(scope.wireName)) {
                scopes.add(scope);
            }
        }
        return scopes;
    }
}

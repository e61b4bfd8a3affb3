package dev.postern.gateway.console.apikey;

import dev.postern.gateway.console.session.Holder;
import java.util.List;

/**
 * A scope that a new key may get.
 *
 * @param name as the API has it
 * @param meaning what a key of it may do
 */
public record ScopeChoice(String name, String meaning) {
    private static final List<ScopeChoice> ALL = List.of(
            new ScopeChoice("codes:request", "Ask for codes and wait for them"),
            new ScopeChoice("codes:redeem", "Get the code behind a handle, where it is typed"),
            new ScopeChoice("codes:push", "Push messages that hold codes"),
            new ScopeChoice("codes:read", "Read what was received"),
            new ScopeChoice("credentials:read", "List credentials, and look at authenticator codes"),
            new ScopeChoice("credentials:write", "Store, change and delete credentials"),
            new ScopeChoice("credentials:reveal", "Read secrets back (for a Skyvern server)"),
            new ScopeChoice("admin", "Keys, channels and settings of the organisation"));

    /** What the operator can give to a key of an organisation. */
    public static List<ScopeChoice> all() {
        return ALL;
    }

    /** What this person can give: nobody gives a scope that their own key lacks. */
    static List<ScopeChoice> of(Holder holder) {
        return ALL.stream()
                .filter(choice -> holder.scopes().contains(choice.name()))
                .toList();
    }
}

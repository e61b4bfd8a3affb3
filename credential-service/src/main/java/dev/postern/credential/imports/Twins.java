package dev.postern.credential.imports;

import dev.postern.credential.imports.entry.Draft;
import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.pasted.AuthenticatorKey;
import dev.postern.credential.pasted.CounterKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of an import are the same as an earlier one of it, by the rules of {@link
 * dev.postern.credential.store.CredentialChanges#keep}.
 */
final class Twins {
    private static final HexFormat HEX = HexFormat.of();

    private final Map<String, List<Seen>> bySeed = new HashMap<>();
    private final Map<List<@Nullable String>, Long> byName = new HashMap<>();

    private record Seen(long number, String username, boolean hasPassword) {
        /** Leaves out the user name, which may be an address or a phone number. */
        @Override
        public String toString() {
            return "Seen[number=" + number + ", hasPassword=" + hasPassword + "]";
        }
    }

    /** The number of the earlier one; empty when there is none, and then the entry is remembered. */
    Optional<Long> earlier(long number, Entry.Login login) {
        boolean hasPassword = !login.password().isEmpty();
        String seed = seed(login);
        String host = login.url() == null ? null : Draft.host(login.url());
        List<@Nullable String> named = new ArrayList<>();
        named.add(login.name());
        named.add(login.username());
        named.add(host);
        Optional<Long> twin = seed == null ? Optional.ofNullable(byName.get(named)) : withSeed(seed, login);
        if (twin.isEmpty()) {
            if (seed != null) {
                bySeed.computeIfAbsent(seed, _ -> new ArrayList<>())
                        .add(new Seen(number, login.username(), hasPassword));
            }
            if (hasPassword) {
                byName.putIfAbsent(named, number);
            }
        }
        return twin;
    }

    private Optional<Long> withSeed(String seed, Entry.Login login) {
        return bySeed.getOrDefault(seed, List.of()).stream()
                .filter(seen -> login.password().isEmpty()
                        || (seen.hasPassword() && seen.username().equals(login.username())))
                .map(Seen::number)
                .findFirst();
    }

    /** The seed's bytes in words, and what its codes go by; null: there is none. */
    private static @Nullable String seed(Entry.Login login) {
        String totp = login.totp();
        String hotp = login.hotp();
        if (totp != null) {
            return AuthenticatorKey.parse(totp)
                    .map(key ->
                            "totp" + HEX.formatHex(key.authenticator().seed().reveal()))
                    .orElse(null);
        }
        return hotp == null
                ? null
                : CounterKey.parse(hotp)
                        .map(key -> "hotp"
                                + HEX.formatHex(key.authenticator().seed().reveal()))
                        .orElse(null);
    }
}

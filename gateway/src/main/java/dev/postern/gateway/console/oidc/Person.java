package dev.postern.gateway.console.oidc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom the provider vouches for.
 *
 * @param name for lists and the audit
 * @param roles as the provider names them
 */
record Person(String name, Set<String> roles) {
    private static final int LONGEST_NAME = 120;

    Person {
        roles = Set.copyOf(roles);
    }

    /** Reads the claims of a token. Without the claim for the name it is the user name, or else the subject, which every token has. */
    static Person of(JsonObject claims, String nameClaim, String rolesClaim) {
        String name = Stream.of(nameClaim, "preferred_username", "sub")
                .map(claim -> at(claims, claim))
                .filter(String.class::isInstance)
                .map(value -> plain((String) value))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("somebody");
        return new Person(name, roles(at(claims, rolesClaim)));
    }

    /** Whether the claim with the roles is there at all. */
    static boolean hasRoles(JsonObject claims, String rolesClaim) {
        return at(claims, rolesClaim) != null;
    }

    /** A claim by its whole name, which may be an address, or else by the steps to it. */
    private static @Nullable Object at(JsonObject claims, String path) {
        if (claims.containsKey(path)) {
            return claims.getValue(path);
        }
        Object value = claims;
        for (String step : path.split("/", -1)) {
            value = value instanceof JsonObject object ? object.getValue(step) : null;
        }
        return value;
    }

    private static Set<String> roles(@Nullable Object claim) {
        return switch (claim) {
            case JsonArray list ->
                list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .collect(Collectors.toSet());
            case String text -> Set.of(text);
            case null, default -> Set.of();
        };
    }

    /** Without what a name does not have, and not longer than a key's label may be. */
    private static String plain(String name) {
        String text = name.replaceAll("\\p{C}", "").strip();
        return text.codePointCount(0, text.length()) <= LONGEST_NAME
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_NAME));
    }

    JsonObject json() {
        return new JsonObject().put("name", name).put("roles", new JsonArray(List.copyOf(new TreeSet<>(roles))));
    }

    static Person of(JsonObject json) {
        Collection<Object> roles = json.getJsonArray("roles").stream().toList();
        return new Person(
                json.getString("name"), roles.stream().map(String::valueOf).collect(Collectors.toSet()));
    }

    /** The name may be an address. */
    @Override
    public String toString() {
        return "Person[***]";
    }
}

package dev.postern.gateway.console.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsTest {
    @Test
    void rolesAddUpByOrganisation() {
        // Given
        Grants grants = Grants.of(
                "support = o_1 codes:read codes:push; CN=Domain Admins,OU=IT=o_1 admin,codes:read ;ops=o_2 codes:read;");

        // Then
        assertThat(grants.of(Set.of("support", "CN=Domain Admins,OU=IT")))
                .isEqualTo(Map.of("o_1", new TreeSet<>(List.of("admin", "codes:push", "codes:read"))));
        assertThat(grants.of(Set.of("ops", "support"))).containsOnlyKeys("o_1", "o_2");
        assertThat(grants.of(Set.of("Support", "o_1", ""))).isEmpty();
        assertThat(grants.of(Set.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ; ",
                "support",
                "support=",
                "support=o_1",
                "=o_1 admin",
                "support=o_1 Admin",
                "a=o_1 operator"
            })
    void whatIsNoGrantIsRefusedAtTheStart(String text) {
        assertThatThrownBy(() -> Grants.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "groups, ops",
        "realm_access/roles, admin",
        "https://postern.example.com/roles, named",
        "one, single",
        "realm_access/absent/deeper, ",
        "email, anna@example.com",
        "number, "
    })
    void rolesAreReadFromAClaimOrFromWithinOne(String claim, String role) {
        // Given
        JsonObject claims = new JsonObject()
                .put("sub", "s1")
                .put("email", "anna@example.com")
                .put("one", "single")
                .put("number", 7)
                .put("groups", new JsonArray().add("ops").add(7).addNull())
                .put("realm_access", new JsonObject().put("roles", new JsonArray().add("admin")))
                .put("https://postern.example.com/roles", new JsonArray().add("named"));

        // When
        Person person = Person.of(claims, "email", claim);

        // Then
        assertThat(person.roles()).isEqualTo(role == null ? Set.of() : Set.of(role));
        assertThat(Person.of(person.json())).isEqualTo(person);
    }

    @Test
    void aNameIsOneThatCanBeShown() {
        // Given
        JsonObject claims =
                new JsonObject().put("sub", "s1").put("email", "\u0000\n").put("long", "x".repeat(500));

        // Then
        assertThat(Person.of(claims, "email", "groups").name()).isEqualTo("s1");
        assertThat(Person.of(claims, "long", "groups").name()).hasSize(120);
        assertThat(Person.of(claims.put("preferred_username", "anna"), "absent", "groups")
                        .name())
                .isEqualTo("anna");
    }
}

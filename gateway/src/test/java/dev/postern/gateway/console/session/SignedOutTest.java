package dev.postern.gateway.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.console.session.Session.KeyOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedOutTest {
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final Duration LENGTH = Duration.ofHours(8);

    private final SignedOut signedOut = new SignedOut(3);

    @Test
    void hasASessionHoweverOftenItsCookieWasWrittenAgain() {
        // When
        signedOut.add(session("a"), NOW.plus(LENGTH), NOW);

        // Then
        Holder changed = new Holder("ak_1", "Anna", "o_1", List.of());
        assertThat(signedOut.has(session("a").seen(NOW.plusSeconds(61)))).isTrue();
        assertThat(signedOut.has(session("a").of(changed))).isTrue();
        assertThat(signedOut.has(session("b"))).isFalse();
    }

    @Test
    void forgetsThoseThatAreOverAndTheFirstBeyondItsLimit() {
        // Given
        signedOut.add(session("over"), NOW.plus(LENGTH), NOW);
        Instant later = NOW.plus(LENGTH).plusSeconds(1);

        // When
        for (String name : List.of("a", "b", "c", "d")) {
            signedOut.add(session(name), later.plus(LENGTH), later);
        }

        // Then
        assertThat(List.of("over", "a", "b", "c", "d"))
                .filteredOn(name -> signedOut.has(session(name)))
                .containsExactly("b", "c", "d");
    }

    private static Session session(String csrf) {
        return new Session(
                "pk_secret", csrf, NOW, NOW, new Holder("ak_1", "Ann", "o_1", List.of("admin")), KeyOrigin.BROUGHT);
    }
}

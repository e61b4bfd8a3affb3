package dev.postern.platform.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CallingOrganizationTest {

    @Test
    void isKnownToWorkOnAThreadOfItsOwn() {
        // Given
        CompletableFuture<Optional<String>> seen = new CompletableFuture<>();

        // When
        CallingOrganization.start("answer", "o_1", () -> seen.complete(CallingOrganization.current()));

        // Then
        assertThat(seen).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(Optional.of("o_1"));
    }

    @Test
    void isKnownForAsLongAsTheWorkLasts() {
        // When
        Optional<String> during = CallingOrganization.asking("o_1", CallingOrganization::current);

        // Then
        assertThat(during).contains("o_1");
        assertThat(CallingOrganization.current()).isEmpty();
    }

    @Test
    void isThatOfTheInnerWork() {
        // When
        Optional<String> inner = CallingOrganization.asking(
                "o_1", () -> CallingOrganization.asking("o_2", CallingOrganization::current));

        // Then
        assertThat(inner).contains("o_2");
    }
}

package dev.postern.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.gateway.settings.Networks;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndToEndHeadersTest {
    private final MultiMap sent = MultiMap.caseInsensitiveMultiMap()
            .add("Host", "postern.example")
            .add("X-Forwarded-For", "203.0.113.7")
            .add("X-Forwarded-For", "10.0.0.2")
            .add("X-Forwarded-Proto", "https")
            .add("X-Forwarded-Host", "public.example")
            .add("Forwarded", "for=203.0.113.7");

    private final MultiMap passed = MultiMap.caseInsensitiveMultiMap();

    @Test
    void believesNothingACallerSaysOfItsOrigin() {
        // When
        new EndToEndHeaders(Networks.of(List.of("10.0.0.2", "10.1.0.0/16")))
                .copyRequest(sent, "10.0.0.3", "http", passed);

        // Then
        assertThat(passed.entries())
                .extracting(Map.Entry::getKey, Map.Entry::getValue)
                .containsExactly(
                        tuple("Host", "postern.example"),
                        tuple("X-Forwarded-For", "10.0.0.3"),
                        tuple("X-Forwarded-Proto", "http"),
                        tuple("X-Forwarded-Host", "postern.example"));
    }

    @Test
    void extendsWhatATrustedProxySays() {
        // When
        new EndToEndHeaders(Networks.of(List.of("10.0.0.0/24"))).copyRequest(sent, "10.0.0.3", "http", passed);

        // Then
        assertThat(passed.getAll("X-Forwarded-For")).isEqualTo(List.of("203.0.113.7, 10.0.0.2, 10.0.0.3"));
        assertThat(passed.getAll("X-Forwarded-Proto")).isEqualTo(List.of("https"));
        assertThat(passed.getAll("X-Forwarded-Host")).isEqualTo(List.of("public.example"));
        assertThat(passed.getAll("Forwarded")).isEqualTo(List.of("for=203.0.113.7"));
    }
}

package dev.postern.platform.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteLabelsTest {
    private final RouteLabels labels = new RouteLabels();

    /** A resource. */
    @Path("webhooks/{provider}")
    static final class Webhooks {

        @GET
        @Path("/{token}/")
        public void get() {}
    }

    @Test
    void areTemplatesOfRoutesThatWereReached() throws NoSuchMethodException {
        // Given
        labels.know(Webhooks.class.getMethod("get"));
        // Then
        assertThat(uri("/webhooks/{provider}/{token}")).isEqualTo("/webhooks/{provider}/{token}");
        assertThat(uri("/webhooks/mime/ct_secret")).isEqualTo("unknown");
    }

    @Property
    void areNothingThatACallerWrote(@ForAll @NotEmpty String text) throws NoSuchMethodException {
        // Given
        labels.know(Webhooks.class.getMethod("get"));
        // When
        Meter.Id id = mapped("http.server.requests", "/" + text, text);
        // Then
        assertThat(id.getTag("uri")).isEqualTo("unknown");
        assertThat(id.getTag("method")).isEqualTo("unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT_FOUND", "REDIRECTION"})
    void areTheFrameworksOwnWords(String word) {
        assertThat(uri(word)).isEqualTo(word);
    }

    @Test
    void areLeftAloneElsewhere() {
        assertThat(mapped("postern.pushes", "/a", "b").getTag("uri")).isEqualTo("/a");
    }

    private String uri(String uri) {
        return mapped("http.server.requests", uri, "GET").getTag("uri");
    }

    private Meter.Id mapped(String name, String uri, String method) {
        return labels.map(new Meter.Id(name, Tags.of("uri", uri, "method", method), null, null, Meter.Type.TIMER));
    }
}

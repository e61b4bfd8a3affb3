package dev.postern.ingest.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers come from strangers, and a provider's JSON bounds none of them. A quadratic step would take hours for each of these. */
class HostileHeadersTest {
    private static final int LENGTH = 1 << 19;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "a'", "a=", "=a", "a+", "+caf_=", "a+caf_=", "srs0=", "+srs=", "+srs0=a", "for ", "by ", "<", "\"", "(", ":", ".",
                "a@", "@", " ", ";"
            })
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void areReadInTimeInProportionToTheirLength(String shape) {
        // Given
        String value = shape.repeat(LENGTH / shape.length()) + "!";
        Route route = new Route(_ -> List.of(value), "me@example.com");

        // When
        List<String> stations = route.stations();
        List<String> listed = Addresses.listed(value);
        boolean wentBy = route.wentBy("other@example.com");

        // Then
        assertThat(stations).doesNotContain("me@example.com");
        assertThat(listed).doesNotContain("me@example.com");
        assertThat(wentBy).isFalse();
    }
}

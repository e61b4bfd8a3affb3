package dev.postern.ingest.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as providers write them. */
class StatedTimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T09:29:58Z",
                "2026-11-23T09:29:58.000+00:00",
                "2026-11-23T10:29:58.000+01:00",
                "2026-11-23T09:29:58.000+0000",
                "2026-11-23 09:29:58",
                "2026-11-23 09:29:58 +00",
                "1795426198",
                "1795426198000"
            })
    void areRead(String text) {
        assertThat(StatedTime.of(text)).contains(Instant.parse("2026-11-23T09:29:58Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "now", "%receivedStamp%", "2026-11-23", "2026-13-41T09:29:58Z", "12345", "99999999999999"})
    void areNotGuessed(String text) {
        assertThat(StatedTime.of(text)).isEmpty();
        assertThat(StatedTime.of(null)).isEmpty();
    }

    @Property
    void breakOffAtNothing(@ForAll String text) {
        assertThat(StatedTime.of(text)).isNotNull();
    }
}

package dev.postern.resolver.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.platform.startup.Findings;
import dev.postern.resolver.state.Lifespan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionCheckTest {

    private record Settings(Duration content, Duration code, Duration row, Duration every)
            implements RetentionSettings {}

    @Test
    void takesTimesThatFollowOneAnother() {
        assertThat(errors(Duration.ZERO, Duration.ofMinutes(10), Duration.ofHours(73)))
                .isEmpty();
        assertThat(errors(Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(90)))
                .isEmpty();
    }

    @Test
    void namesTheSettingThatCannotBeKept() {
        assertThat(errors(Duration.ofDays(2), Duration.ofDays(1), Duration.ofDays(90)))
                .singleElement()
                .asString()
                .startsWith("POSTERN_RETENTION_CODE");
        assertThat(errors(Duration.ZERO, Duration.ofMinutes(9), Duration.ofDays(90)))
                .singleElement()
                .asString()
                .startsWith("POSTERN_RETENTION_CODE");
        assertThat(errors(Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(29)))
                .singleElement()
                .asString()
                .startsWith("POSTERN_RETENTION_ROW");
        assertThat(errors(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(3)))
                .singleElement()
                .asString()
                .startsWith("POSTERN_RETENTION_ROW");
        assertThat(errors(Duration.ofDays(-1), Duration.ofDays(1), Duration.ofDays(90)))
                .singleElement()
                .asString()
                .startsWith("POSTERN_RETENTION_CONTENT");
    }

    private static List<String> errors(Duration content, Duration code, Duration row) {
        Findings findings = new Findings();
        new RetentionCheck(new Settings(content, code, row, Duration.ofMinutes(1)), new Lifespan(10)).check(findings);
        return findings.errors();
    }
}

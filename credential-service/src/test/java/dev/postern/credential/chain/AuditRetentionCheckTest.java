package dev.postern.credential.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.platform.startup.Findings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditRetentionCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"P1D", "P365D", "P36500D"})
    void takesADayToAHundredYears(Duration retention) {
        assertThat(errors(retention)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT23H59M59S", "PT0S", "P-1D", "P36501D"})
    void refusesLessAndMoreAndNamesTheSetting(Duration retention) {
        assertThat(errors(retention)).singleElement().asString().startsWith("POSTERN_AUDIT_RETENTION: must be at ");
    }

    private static List<String> errors(Duration retention) {
        Findings findings = new Findings();
        AuditSettings settings = () -> retention;
        new AuditRetentionCheck(settings).check(findings);
        return findings.errors();
    }
}

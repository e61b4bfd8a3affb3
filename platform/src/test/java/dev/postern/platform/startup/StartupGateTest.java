package dev.postern.platform.startup;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartupGateTest {

    @Test
    void letsTheServiceStartWhenNothingIsWrong() {
        assertThatCode(() -> start(findings -> {}, findings -> findings.warn("a.setting", "might be better")))
                .doesNotThrowAnyException();
    }

    @Test
    void namesWhatEveryCheckFoundInOneFailure() {
        assertThatThrownBy(() -> start(
                        findings -> findings.abort("a.setting", "is missing"),
                        findings -> findings.warn("b.setting", "might be better"),
                        findings -> findings.abort("c.setting", "is unsafe")))
                .isInstanceOf(StartupAborted.class)
                .hasMessage("Start-up aborted: a.setting: is missing | c.setting: is unsafe");
    }

    @Test
    void doesNotStartWhenACheckFails() {
        assertThatThrownBy(() -> start(findings -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void start(StartupCheck... checks) {
        new StartupGate(List.of(checks)).onStart(new StartupEvent());
    }
}

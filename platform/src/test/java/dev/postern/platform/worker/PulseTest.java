package dev.postern.platform.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class PulseTest {

    @Property
    void onlyWorkThatLivesAndHadNoLongTroubleIsRelyableOn(
            @ForAll boolean alive, @ForAll @IntRange(max = 900) int silent, @ForAll @IntRange(max = 900) int failing) {
        // When
        Pulse pulse = pulse("stirrer", alive, silent, failing);
        // Then
        assertThat(pulse.works()).isEqualTo(alive && silent <= 30 && failing <= 30);
        assertThat(pulse.mayRecover()).isEqualTo(alive && silent <= 300);
        assertThat(ready(pulse)).isEqualTo(pulse.works());
        assertThat(live(pulse)).isEqualTo(pulse.mayRecover());
    }

    /** Whatever fails for however long, for example because the broker is away: a restart would not help. */
    @Property
    void whatOnlyFailsLivesOn(@ForAll @IntRange(max = 100_000) int failing) {
        assertThat(live(pulse("stirrer", true, 0, failing))).isTrue();
    }

    @Test
    void onePartInTroubleIsEnoughAndIsNamed() {
        // When
        HealthCheckResponse answer = WorkHealth.check(
                        () -> List.of(
                                pulse("one", true, 1, 0),
                                pulse("two", true, 31, 0),
                                pulse("three", true, 0, 12),
                                pulse("four", false, 0, 0)),
                        Pulse::works)
                .call();
        // Then
        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(answer.getData().orElseThrow())
                .containsEntry("one", "works")
                .containsEntry("two", "stands still for 31 s")
                .containsEntry("three", "fails for 12 s")
                .containsEntry("four", "dead");
    }

    private static boolean ready(Pulse pulse) {
        return WorkHealth.check(() -> List.of(pulse("other", true, 0, 0), pulse), Pulse::works)
                        .call()
                        .getStatus()
                == HealthCheckResponse.Status.UP;
    }

    private static boolean live(Pulse pulse) {
        return WorkHealth.check(() -> List.of(pulse("other", true, 0, 0), pulse), Pulse::mayRecover)
                        .call()
                        .getStatus()
                == HealthCheckResponse.Status.UP;
    }

    private static Pulse pulse(String name, boolean alive, int silent, int failing) {
        return new Pulse(name, alive, Duration.ofSeconds(silent), Duration.ofSeconds(failing));
    }
}

package dev.postern.local.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.local.process.CannotStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SupervisorTest {
    private final List<String> told = new ArrayList<>();
    private final FakePart gateway = new FakePart("gateway");
    private final FakePart resolver = new FakePart("resolver");
    private long nowNanos;
    private boolean closing;

    private final Supervisor supervisor =
            new Supervisor(List.of(gateway, resolver), () -> closing, told::add, () -> nowNanos);

    @Test
    void leavesAloneWhatRuns() {
        // When
        lookFor(Duration.ofHours(1));
        // Then
        assertThat(told).isEmpty();
        assertThat(gateway.starts + resolver.starts).isZero();
    }

    @Test
    void startsAgainWhatEndedAfterAPauseAndTellsEachStep() {
        // Given
        gateway.trouble = "ended (exit code 3)";
        // When
        supervisor.look();
        int before = gateway.starts;
        lookFor(Duration.ofSeconds(2));
        // Then
        assertThat(before).isZero();
        assertThat(gateway.starts).isEqualTo(1);
        assertThat(resolver.starts).isZero();
        assertThat(told)
                .containsExactly("gateway ended (exit code 3); starting it again in 1 s", "gateway is ready again");
    }

    @Test
    void pausesTwiceAsLongEachTimeAndGivesUpInTheEnd() {
        // Given
        gateway.staysDown = true;
        gateway.trouble = "ended (exit code 1)";
        // When / Then
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> lookFor(Duration.ofMinutes(9)))
                .withMessageContaining("everything was stopped, because gateway ended (exit code 1), for the 8th time")
                .withMessageContaining("last words of gateway");
        assertThat(told)
                .extracting(line -> line.replaceAll(".* in ", ""))
                .containsExactly("1 s", "2 s", "4 s", "8 s", "16 s", "30 s", "30 s");
        assertThat(gateway.starts).isEqualTo(7);
    }

    @Test
    void goesOnWithWhatEndsSeldom() {
        for (int hour = 0; hour < 100; hour++) {
            // Given
            gateway.trouble = "ended (exit code 137)";
            // When
            lookFor(Duration.ofMinutes(11));
        }
        // Then
        assertThat(gateway.starts).isEqualTo(100);
        assertThat(told).filteredOn(line -> line.contains("starting it")).allMatch(line -> line.endsWith("in 1 s"));
    }

    @Test
    void triesAgainWhatCouldNotBeStarted() {
        // Given
        gateway.trouble = "ended (exit code 1)";
        gateway.refusals = 2;
        // When
        lookFor(Duration.ofMinutes(1));
        // Then
        assertThat(told)
                .containsExactly(
                        "gateway ended (exit code 1); starting it again in 1 s",
                        "gateway could not be started; starting it again in 2 s",
                        "gateway could not be started; starting it again in 4 s",
                        "gateway is ready again");
    }

    @Test
    void doesNothingOnceEverythingIsBeingStopped() {
        // Given
        gateway.trouble = "ended (exit code 143)";
        closing = true;
        // When
        lookFor(Duration.ofMinutes(1));
        // Then
        assertThat(told).isEmpty();
        assertThat(gateway.starts).isZero();
    }

    private void lookFor(Duration time) {
        for (int halfSeconds = 0; halfSeconds < time.toSeconds() * 2; halfSeconds++) {
            supervisor.look();
            nowNanos += Duration.ofMillis(500).toNanos();
        }
    }

    private static final class FakePart implements Part {
        private final String name;
        private String trouble = "";
        private boolean staysDown;
        private int refusals;
        private int starts;

        FakePart(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Optional<String> trouble() {
            return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
        }

        @Override
        public void startAgain() {
            if (refusals > 0) {
                refusals--;
                throw new IllegalStateException("not now");
            }
            starts++;
            if (!staysDown) {
                trouble = "";
            }
        }

        @Override
        public boolean serves() {
            return trouble.isEmpty();
        }

        @Override
        public String lastWords() {
            return "last words of " + name;
        }
    }
}

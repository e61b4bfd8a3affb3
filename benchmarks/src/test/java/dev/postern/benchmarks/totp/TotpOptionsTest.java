package dev.postern.benchmarks.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class TotpOptionsTest {

    @Test
    void askAMinuteAtTenThousandSeedsUnlessToldOtherwise() {
        // When
        TotpOptions options = options();

        // Then
        assertThat(options).isEqualTo(new TotpOptions(10_000, 60));
        assertThat(options.warmUp()).isEqualTo(4_000);
        assertThat(options.settling()).isEqualTo(24_000);
        assertThat(options.counted()).isEqualTo(12_000);
    }

    @Test
    void aFewSeedsDoForAMoment() {
        assertThat(options("--seeds", "1400", "--seconds", "2")).isEqualTo(new TotpOptions(1_400, 2));
        assertThat(options("--seeds", "6000")).isEqualTo(new TotpOptions(6_000, 60));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seeds 0",
                "--seeds x",
                "--seeds",
                "--seconds -1",
                "--seconds 1000001",
                "--rate 3",
                "--seeds 5999",
                "--seeds 1399 --seconds 2"
            })
    void refusesWhatCannotBeMeasured(String line) {
        assertThatThrownBy(() -> options(line.split(" ", -1))).isInstanceOf(ParameterException.class);
    }

    private static TotpOptions options(String... arguments) {
        return CommandLine.populateCommand(new TotpBenchmark(), arguments).options();
    }
}

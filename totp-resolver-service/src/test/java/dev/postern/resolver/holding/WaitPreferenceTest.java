package dev.postern.resolver.holding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitPreferenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=30 | 30",
                "Wait = 7 | 7",
                "respond-async, wait=10 | 10",
                "wait=\"12\" | 12",
                "wait=5; foo=bar | 5",
                "wait=56 | 55",
                "wait=999999999 | 55",
                "wait=20, wait=3 | 20"
            })
    void readsHowLongToHold(String header, int seconds) {
        WaitPreference preference = WaitPreference.of(List.of(header));

        assertThat(preference.hold()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(preference.applied()).isEqualTo("wait=" + seconds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"wait", "wait=", "wait=soon", "wait=-1", "wait=1.5", "wait=99999999999", "waits=3", "''"})
    void ignoresWhatItCannotRead(String header) {
        assertThat(WaitPreference.of(List.of(header)).holds()).isFalse();
    }

    @Test
    void answersAtOnceWithoutThePreference() {
        assertThat(WaitPreference.of(null).holds()).isFalse();
        assertThat(WaitPreference.of(null).applied()).isNull();
    }
}

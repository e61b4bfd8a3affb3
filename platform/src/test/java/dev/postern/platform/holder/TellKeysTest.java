package dev.postern.platform.holder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.PayloadKeysHeld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A replica tells its payload keys at its start, after each change, and every ten seconds. */
class TellKeysTest {
    private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");

    private final List<PayloadKeysHeld> told = new ArrayList<>();
    private List<Long> keys = List.of(1L);
    private long sealing = 1;
    private List<Long> index = List.of(5L);
    private long seconds;

    private final TellKeys telling = new TellKeys(
            () -> new PayloadKeysHeld(
                    "a-service/1", "a-service", keys, sealing, index, index.getLast(), 60, START.plusSeconds(seconds)),
            told::add);

    @Test
    void tellsWhatIsNewAtOnceAndWhatIsNotEveryTenSeconds() {
        // When
        lookAt(0, 1, 9);
        keys = List.of(1L, 2L);
        lookAt(9, 10);
        sealing = 2;
        lookAt(11, 20);
        lookAt(21, 22);
        index = List.of(5L, 6L);
        lookAt(23, 24);

        // Then
        assertThat(told)
                .extracting(held -> held.at().getEpochSecond() - START.getEpochSecond())
                .containsExactly(0L, 9L, 11L, 21L, 23L);
        assertThat(told).extracting(PayloadKeysHeld::keyIds).endsWith(List.of(1L, 2L));
        assertThat(told).extracting(PayloadKeysHeld::sealingKeyId).containsExactly(1L, 1L, 2L, 2L, 2L);
    }

    private void lookAt(long... times) {
        for (long time : times) {
            seconds = time;
            telling.tellSometimes();
        }
    }
}

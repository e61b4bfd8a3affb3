package dev.postern.platform.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.events.ApiKeyUsed;
import dev.postern.events.EventJson;
import io.opentelemetry.api.trace.TracerProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class IntakeTest {
    private static final ApiKeyUsed EVENT = new ApiKeyUsed("e_1", "ak_1", null, Instant.EPOCH);

    private final List<String> followed = new ArrayList<>();

    /** A store that is away for some tries, and then there. */
    static final class Store {
        private final int away;
        private int tries;

        Store(int away) {
            this.away = away;
        }

        String store(ApiKeyUsed event) {
            if (tries++ < away) {
                throw new UncheckedIOException(new IOException("away"));
            }
            return "stored " + event.eventId();
        }
    }

    @Property(tries = 30)
    void anEventIsStoredOnceTheStoreIsBackAndFollowedOnce(@ForAll @IntRange(max = 40) int away) throws Exception {
        // Given
        Store store = new Store(away);
        List<String> results = new ArrayList<>();
        // When
        intake(Duration.ZERO)
                .take(record("ak_1", EventJson.write(EVENT)), store::store, (result, _) -> results.add(result));
        // Then
        assertThat(store.tries).isEqualTo(away + 1);
        assertThat(results).containsExactly("stored e_1");
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                Arguments.of("ak_1", null, "empty-value"),
                Arguments.of("ak_1", "no event".getBytes(StandardCharsets.UTF_8), "malformed-event"),
                Arguments.of("ak_1", "null".getBytes(StandardCharsets.UTF_8), "malformed-event"),
                Arguments.of("ak_2", EventJson.write(EVENT), "wrong-key"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void aRecordThatIsNoEventOfItsKeyIsUnusableAndReachesNoStore(String key, byte @Nullable [] value, String reason) {
        // Given
        Store store = new Store(0);
        // Then
        assertThatThrownBy(() -> intake(Duration.ZERO)
                        .take(record(key, value), store::store, (result, _) -> followed.add(result)))
                .isInstanceOf(UnusableEvent.class)
                .hasMessage(reason);
        assertThat(store.tries).isZero();
        assertThat(followed).isEmpty();
    }

    @Test
    void anEventThatTheStoreRefusesIsUnusableAtOnce() {
        // Given
        List<ApiKeyUsed> tries = new ArrayList<>();
        // Then
        assertThatThrownBy(() -> intake(Duration.ZERO)
                        .take(
                                record("ak_1", EventJson.write(EVENT)),
                                event -> {
                                    tries.add(event);
                                    throw new IllegalArgumentException("a secret value");
                                },
                                (_, _) -> followed.add("followed")))
                .isInstanceOf(UnusableEvent.class)
                .hasMessage("refused-by-store");
        assertThat(tries).containsExactly(EVENT);
        assertThat(followed).isEmpty();
    }

    /** What follows is not the store's: the event is stored, and is not stored again for it. */
    @Test
    void aFailureOfWhatFollowsIsNeitherRetriedNorTheRecordsFault() {
        // Given
        Store store = new Store(0);
        // Then
        assertThatThrownBy(() -> intake(Duration.ZERO)
                        .take(record("ak_1", EventJson.write(EVENT)), store::store, (_, _) -> {
                            throw new UncheckedIOException(new IOException("away"));
                        }))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(store.tries).isEqualTo(1);
    }

    @Test
    void anInterruptedWaitLeavesTheEventUnstored() {
        // Given
        Store store = new Store(Integer.MAX_VALUE);
        Thread.currentThread().interrupt();
        // Then
        assertThatThrownBy(() -> intake(Duration.ofHours(1))
                        .take(
                                record("ak_1", EventJson.write(EVENT)),
                                store::store,
                                (result, _) -> followed.add(result)))
                .isInstanceOf(InterruptedException.class);
        assertThat(store.tries).isEqualTo(1);
        assertThat(followed).isEmpty();
    }

    private static Intake<ApiKeyUsed> intake(Duration retryPause) {
        return new Intake<>(
                "test",
                ApiKeyUsed.class,
                UncheckedIOException.class,
                TracerProvider.noop().get("test"),
                _ -> true,
                retryPause);
    }

    private static ConsumerRecord<String, byte[]> record(String key, byte @Nullable [] value) {
        return new ConsumerRecord<>("a-topic", 0, 7, key, value);
    }
}

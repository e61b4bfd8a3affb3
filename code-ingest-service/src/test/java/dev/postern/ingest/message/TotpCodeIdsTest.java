package dev.postern.ingest.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TotpCodeIdsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T05:53:56.127Z");
    private static final Clock STANDING = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void areSkyvernsPrefixAndAnIntegerThatBeginsWithTheTime() {
        // Given
        TotpCodeIds ids = new TotpCodeIds(STANDING, new SecureRandom(), null);

        // When
        String id = ids.next();

        // Then
        assertThat(id).matches("totp_[1-9][0-9]*");
        assertThat(number(id).bitLength()).isLessThanOrEqualTo(96);
        assertThat(number(id).shiftRight(48).longValueExact()).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void growEvenWithinAMillisecondAndWhenTheClockGoesBack() {
        // Given
        Clock[] clock = {STANDING};
        TotpCodeIds ids = new TotpCodeIds(new Moving(clock), new SecureRandom(), null);
        List<BigInteger> made = new ArrayList<>();

        // When
        for (int i = 0; i < 10_000; i++) {
            clock[0] = i < 5_000 ? STANDING : Clock.offset(STANDING, Duration.ofMinutes(-1));
            made.add(number(ids.next()));
        }

        // Then
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void neverCollideBetweenReplicasThatWorkInTheSameMillisecond() {
        // Given
        List<TotpCodeIds> replicas = IntStream.range(0, 20)
                .mapToObj(replica -> new TotpCodeIds(STANDING, new SecureRandom(), null))
                .toList();
        Set<String> seen = ConcurrentHashMap.newKeySet();

        // When
        replicas.parallelStream()
                .forEach(ids -> IntStream.range(0, 4_000).parallel().forEach(i -> seen.add(ids.next())));

        // Then
        assertThat(seen).hasSize(80_000);
    }

    private static BigInteger number(String id) {
        return new BigInteger(id.substring("totp_".length()));
    }

    /** A clock that a test moves. */
    private static final class Moving extends Clock {
        private final Clock[] current;

        Moving(Clock[] current) {
            this.current = current;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return current[0].instant();
        }
    }
}

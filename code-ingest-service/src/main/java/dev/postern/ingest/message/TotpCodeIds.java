package dev.postern.ingest.message;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of messages: {@code totp_} and a decimal integer, as Skyvern's. The integer has 96 bits: 48 of Unix milliseconds, 36
 * drawn at random by this process, 12 that count within the millisecond. So ids grow with time; a process never makes one
 * twice, even when its clock goes back; and two processes could only meet if they had drawn the same 36 bits and worked in
 * the same millisecond: for twenty replicas one chance in 360 million.
 */
@ApplicationScoped
class TotpCodeIds {
    private static final String PREFIX = "totp_";
    private static final int COUNTER_BITS = 12;
    private static final int PROCESS_BITS = 36;

    private final Clock clock;
    private final BigInteger process;
    // Milliseconds and counter in one number: past 4096 ids in a millisecond it runs ahead of the clock.
    private final AtomicLong last = new AtomicLong();

    TotpCodeIds(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.process = new BigInteger(PROCESS_BITS, random).shiftLeft(COUNTER_BITS);
    }

    String next() {
        long now = clock.millis() << COUNTER_BITS;
        long tick = last.updateAndGet(previous -> Math.max(previous + 1, now));
        long counter = tick & ((1 << COUNTER_BITS) - 1);
        return PREFIX
                + BigInteger.valueOf(tick >>> COUNTER_BITS)
                        .shiftLeft(PROCESS_BITS + COUNTER_BITS)
                        .or(process)
                        .or(BigInteger.valueOf(counter));
    }
}

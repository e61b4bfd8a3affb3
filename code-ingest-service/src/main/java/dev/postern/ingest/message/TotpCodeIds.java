package dev.postern.ingest.message;

import dev.postern.platform.sealing.IndexKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Makes ids of messages: {@code totp_} and a decimal integer of 96 bits, like Skyvern's. Where the sender names the
 * delivery, the id is made from that name, and a second attempt is the same event. Any other message gets an id of its
 * own: 48 bits of Unix milliseconds, 36 bits drawn at random by this process, and 12 bits that count within the
 * millisecond. Such ids grow with time. A process never makes one twice, even when its clock goes back. Two processes
 * could only meet with equal random bits in one millisecond: for twenty replicas the chance is one in 360 million.
 */
@ApplicationScoped
class TotpCodeIds {
    private static final String PREFIX = "totp_";
    private static final int COUNTER_BITS = 12;
    private static final int PROCESS_BITS = 36;
    private static final int DELIVERY_BYTES = 12;

    private final Clock clock;
    private final IndexKey indexKey;
    private final BigInteger process;
    // Milliseconds and counter form one number: past 4096 ids in a millisecond it runs ahead of the clock.
    private final AtomicLong last = new AtomicLong();

    TotpCodeIds(Clock clock, SecureRandom random, IndexKey indexKey) {
        this.clock = clock;
        this.indexKey = indexKey;
        this.process = new BigInteger(PROCESS_BITS, random).shiftLeft(COUNTER_BITS);
    }

    /** The id of a message. For a delivery to a channel it is equal on every replica and for every attempt. */
    String of(Entrance entrance) {
        return switch (entrance) {
            case Entrance.ApiKey _ -> next();
            case Entrance.Channel(String id, String deliveryKey, String _, Retries _, var _) ->
                ofDelivery(id, deliveryKey).findFirst().orElseThrow();
        };
    }

    /** The ids that all keys of the index keyset make for this delivery: an earlier attempt may have another one than this. */
    List<String> all(Entrance entrance) {
        return switch (entrance) {
            case Entrance.ApiKey _ -> List.of();
            case Entrance.Channel(String id, String deliveryKey, String _, Retries _, var _) ->
                ofDelivery(id, deliveryKey).toList();
        };
    }

    /** By each key, the primary one first. */
    private Stream<String> ofDelivery(String channelId, String deliveryKey) {
        // The hash is keyed, so that an id does not tell which of the provider's messages it belongs to.
        return indexKey.digests("delivery to " + channelId, deliveryKey).stream()
                .map(digest -> Base64.getUrlDecoder().decode(digest))
                .map(hash -> PREFIX + new BigInteger(1, Arrays.copyOf(hash, DELIVERY_BYTES)));
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

package dev.postern.credential.totp;

import java.time.Instant;

/**
 * Makes the codes of one seed by the time: RFC 6238.
 *
 * @param seed the shared secret
 * @param algorithm the hash function
 * @param form how a code is written
 * @param periodSeconds how long a code is valid, at least 1
 */
public record Authenticator(Seed seed, HashAlgorithm algorithm, CodeForm form, int periodSeconds) {

    public Authenticator {
        if (periodSeconds < 1) {
            throw new IllegalArgumentException("A period lasts at least a second");
        }
    }

    Authenticator(Seed seed, HashAlgorithm algorithm, int digits, int periodSeconds) {
        this(seed, algorithm, CodeForm.ofDigits(digits), periodSeconds);
    }

    /** The time step an instant lies in; steps are counted from 1970. */
    public long stepAt(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), periodSeconds);
    }

    /** When a step begins, which is when the one before ends. */
    public Instant startOf(long step) {
        return Instant.ofEpochSecond(Math.multiplyExact(step, (long) periodSeconds));
    }

    /** The code of a step. */
    public TotpCode codeAt(long step) {
        return Hotp.code(seed, algorithm, form, step);
    }
}

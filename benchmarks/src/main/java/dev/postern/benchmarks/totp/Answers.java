package dev.postern.benchmarks.totp;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.postern.benchmarks.CannotMeasure;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks that a measurement is valid: every run got the code of its own credential, and no two runs got one step. Runs
 * that were refused for now got no code.
 */
final class Answers {
    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
    private final Set<HandedOut> handedOut = new HashSet<>();

    private record HandedOut(String credentialId, Instant validFrom) {}

    /**
     * Looks at all answers, those of the warm-up too.
     *
     * @throws CannotMeasure with a sentence on what is wrong with one
     */
    void check(List<Given> all) {
        long waiting =
                all.stream().filter(given -> given.status().equals("waiting")).count();
        if (waiting > 0) {
            throw new CannotMeasure(
                    waiting + " of " + all.size() + " requests had to wait: their seeds were asked too often");
        }
        all.stream().filter(given -> !given.isRefused()).forEach(this::check);
    }

    private void check(Given given) {
        Instant validFrom = given.validFrom();
        if (given.httpStatus() != 200 || !given.status().equals("delivered") || validFrom == null) {
            throw new CannotMeasure("an answer has the status " + given.httpStatus() + " " + given.status());
        }
        if (!given.code().equals(codeAt(given.account(), validFrom))) {
            throw new CannotMeasure("a run got a code that its authenticator does not show");
        }
        if (!handedOut.add(new HandedOut(given.account().credentialId(), validFrom))) {
            throw new CannotMeasure("two runs got the code of one step");
        }
    }

    /** By another library's generator: ours cannot check itself. */
    private String codeAt(Account account, Instant instant) {
        try {
            return generator.generateOneTimePasswordString(new SecretKeySpec(account.seed(), "RAW"), instant);
        } catch (InvalidKeyException e) {
            throw new CannotMeasure("a seed is no key");
        }
    }
}

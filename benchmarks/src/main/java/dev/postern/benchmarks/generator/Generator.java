package dev.postern.benchmarks.generator;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.postern.benchmarks.CannotMeasure;
import dev.postern.credential.pasted.AuthenticatorKey;
import dev.postern.credential.totp.Authenticator;
import dev.samstevens.totp.code.DefaultCodeGenerator;
import dev.samstevens.totp.code.HashingAlgorithm;
import dev.samstevens.totp.exceptions.CodeGenerationException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** Makes the codes of one seed; each is prepared as far as its owner lets it be. */
interface Generator {
    int PERIOD_SECONDS = 30;

    /** The code to be typed. */
    String code(Instant instant);

    /** Ours. */
    static Generator postern(Hash hash, int digits) {
        String uri = "otpauth://totp/x?secret=" + written(hash) + "&algorithm=" + hash + "&digits=" + digits;
        Authenticator authenticator = AuthenticatorKey.parse(uri).orElseThrow().authenticator();
        return instant -> authenticator.codeAt(authenticator.stepAt(instant)).reveal();
    }

    /** Of {@code com.eatthepath:java-otp}. */
    static Generator javaOtp(Hash hash, int digits) {
        var generator =
                new TimeBasedOneTimePasswordGenerator(Duration.ofSeconds(PERIOD_SECONDS), digits, hash.macName());
        Key key = new SecretKeySpec(hash.seed(), hash.macName());
        return instant -> {
            try {
                return generator.generateOneTimePasswordString(key, instant);
            } catch (InvalidKeyException e) {
                throw new CannotMeasure("java-otp refuses the key");
            }
        };
    }

    /** Of {@code dev.samstevens.totp:totp}, which takes the seed as it is written, every time. */
    static Generator samstevens(Hash hash, int digits) {
        var generator = new DefaultCodeGenerator(HashingAlgorithm.valueOf(hash.name()), digits);
        String written = written(hash);
        return instant -> {
            try {
                return generator.generate(written, Math.floorDiv(instant.getEpochSecond(), PERIOD_SECONDS));
            } catch (CodeGenerationException e) {
                throw new CannotMeasure("samstevens' totp refuses the key");
            }
        };
    }

    private static String written(Hash hash) {
        return new Base32().encodeToString(hash.seed()).replace("=", "");
    }
}

package dev.postern.benchmarks.generator;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One code of six digits, each of a later step. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // prepare() fills what depends on the parameter
public class GeneratorBenchmark {
    private static final int DIGITS = 6;
    private static final Duration PERIOD = Duration.ofSeconds(30);

    @Param
    Hash hash = Hash.SHA1;

    private Instant instant = Instant.ofEpochSecond(1_700_000_000);
    private Generator postern;
    private Generator javaOtp;
    private Generator samstevens;
    private TimeBasedOneTimePasswordGenerator number;
    private Key key;

    @Setup
    public void prepare() {
        postern = Generator.postern(hash, DIGITS);
        javaOtp = Generator.javaOtp(hash, DIGITS);
        samstevens = Generator.samstevens(hash, DIGITS);
        number = new TimeBasedOneTimePasswordGenerator(PERIOD, DIGITS, hash.macName());
        key = new SecretKeySpec(hash.seed(), hash.macName());
    }

    @Benchmark
    public String postern() {
        return postern.code(next());
    }

    @Benchmark
    public String javaOtp() {
        return javaOtp.code(next());
    }

    /** The code as a number, before it is written with leading zeros: not yet what is typed. */
    @Benchmark
    public int javaOtpNumber() throws InvalidKeyException {
        return number.generateOneTimePassword(key, next());
    }

    @Benchmark
    public String samstevens() {
        return samstevens.code(next());
    }

    private Instant next() {
        instant = instant.plus(PERIOD);
        return instant;
    }
}

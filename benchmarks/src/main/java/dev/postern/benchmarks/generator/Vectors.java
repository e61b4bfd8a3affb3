package dev.postern.benchmarks.generator;

import dev.postern.benchmarks.CannotMeasure;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** RFC 6238, appendix B. It has eight digits; a code of six is the end of that of eight. */
public final class Vectors {
    private static final int LONGEST = 8;
    private static final List<Integer> DIGITS = List.of(6, LONGEST);
    private static final Map<String, BiFunction<Hash, Integer, Generator>> GENERATORS = Map.of(
            "postern", Generator::postern,
            "java-otp", Generator::javaOtp,
            "samstevens", Generator::samstevens);
    private static final List<Vector> VECTORS = List.of(
            vector(59, "94287082", "46119246", "90693936"),
            vector(1_111_111_109L, "07081804", "68084774", "25091201"),
            vector(1_111_111_111L, "14050471", "67062674", "99943326"),
            vector(1_234_567_890L, "89005924", "91819424", "93441116"),
            vector(2_000_000_000L, "69279037", "90698825", "38618901"),
            vector(20_000_000_000L, "65353130", "77737706", "47863826"));

    private Vectors() {}

    private record Vector(Instant instant, Map<Hash, String> codes) {}

    /**
     * Whether all of them make these codes, with each hash function, of six and of eight digits.
     *
     * @throws CannotMeasure when one does not: a generator of other codes cannot be compared
     */
    public static void check() {
        GENERATORS.forEach((name, generator) -> {
            for (int digits : DIGITS) {
                for (Hash hash : Hash.values()) {
                    check(name, generator.apply(hash, digits), hash, digits);
                }
            }
        });
    }

    private static void check(String name, Generator generator, Hash hash, int digits) {
        for (Vector vector : VECTORS) {
            String expected = vector.codes().getOrDefault(hash, "").substring(LONGEST - digits);
            if (!generator.code(vector.instant()).equals(expected)) {
                throw new CannotMeasure(name + " makes another code than RFC 6238 with " + hash);
            }
        }
    }

    private static Vector vector(long seconds, String sha1, String sha256, String sha512) {
        Map<Hash, String> codes = new EnumMap<>(Hash.class);
        codes.put(Hash.SHA1, sha1);
        codes.put(Hash.SHA256, sha256);
        codes.put(Hash.SHA512, sha512);
        return new Vector(Instant.ofEpochSecond(seconds), codes);
    }
}

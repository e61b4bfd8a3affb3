package dev.postern.credential.pasted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.totp.Authenticator;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.codec.binary.Base32;

/** Any key in any dialect makes the codes of RFC 6238 with its own digits, algorithm and period, or is refused. */
class KeyLawsTest {
    private static final List<UnaryOperator<String>> NAMES = List.of(
            name -> name,
            name -> name.toLowerCase(Locale.ROOT),
            name -> name.replace("SHA", "SHA-"),
            name -> "Hmac" + name,
            name -> "HMAC-" + name.replace("SHA", "SHA-"));
    private static final List<UnaryOperator<String>> LETTERS = List.of(
            letters -> letters,
            letters -> letters.toLowerCase(Locale.ROOT),
            letters -> letters.replaceAll("(.{4})(?=.)", "$1 "),
            letters -> letters.replaceAll("(.{4})(?=.)", "$1-"),
            letters -> letters.replaceAll("(.{4})(?=.)", "$1%20"),
            letters -> letters.replaceAll("(.{3})(?=.)", "$1\u200b"),
            letters -> letters + "%3D".repeat((8 - letters.length() % 8) % 8));
    private static final List<UnaryOperator<String>> AROUND = List.of(
            uri -> uri,
            uri -> '"' + uri + '"',
            uri -> "'" + uri + "'",
            uri -> "<" + uri + ">",
            uri -> "Scan " + uri + " with your app.",
            uri -> uri + "\n",
            uri -> uri.replace("&", "&amp;"),
            uri -> "apple-" + uri,
            uri -> uri.replace("otpauth", "optauth"),
            uri -> uri.replace("otpauth://totp", "OTPAUTH://TOTP"),
            uri -> URLEncoder.encode(uri, StandardCharsets.UTF_8),
            uri -> "https://qr.example/?size=200&data=" + URLEncoder.encode(uri, StandardCharsets.UTF_8) + "&margin=8");

    /** How a key is written and wrapped, by numbers into the lists above. */
    record Dialect(int name, int letters, int around, int order, boolean extra) {}

    @Provide
    Arbitrary<Dialect> dialects() {
        return net.jqwik.api.Combinators.combine(
                        Arbitraries.integers().between(0, NAMES.size() - 1),
                        Arbitraries.integers().between(0, LETTERS.size() - 1),
                        Arbitraries.integers().between(0, AROUND.size() - 1),
                        Arbitraries.integers().between(0, 23),
                        Arbitraries.of(true, false))
                .as(Dialect::new);
    }

    @Property
    void makesTheCodesOfItsOwnSettingsOrIsRefused(
            @ForAll @Size(min = 5, max = 40) byte[] secret,
            @ForAll @IntRange(min = 0, max = 2) int hash,
            @ForAll @IntRange(min = 6, max = 8) int digits,
            @ForAll @IntRange(min = 15, max = 120) int period,
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long time,
            @ForAll("dialects") Dialect dialect) {
        // Given
        String algorithm = List.of("SHA1", "SHA256", "SHA512").get(hash);
        String pasted = AROUND.get(dialect.around()).apply(uri(secret, algorithm, digits, period, dialect));
        // When
        KeyReading<AuthenticatorKey> reading = AuthenticatorKey.read(pasted);
        // Then
        reading.key().ifPresent(key -> {
            String expected = code(secret, algorithm, digits, period, time);
            assertThat(codeAt(key, time)).as(pasted).isEqualTo(expected);
            assertThat(codeAt(AuthenticatorKey.parse(key.reveal()).orElseThrow(), time))
                    .isEqualTo(expected);
        });
        // A secret at the end, in pieces, cannot be told from words that follow it.
        boolean mayBeRefused = dialect.around() == 4;
        assertThat(mayBeRefused || reading.key().isPresent()).as(pasted).isTrue();
    }

    @Property
    void neverFails(@ForAll String pasted) {
        AuthenticatorKey.read(pasted);
        AuthenticatorKey.read("otpauth://totp/x?" + pasted);
        AuthenticatorKey.read("otpauth-migration://offline?data=" + pasted);
        CounterKey.read("otpauth://hotp/x?secret=" + pasted);
    }

    private static String uri(byte[] secret, String algorithm, int digits, int period, Dialect dialect) {
        String letters = new Base32().encodeAsString(secret).replace("=", "");
        List<String> parameters = new ArrayList<>(List.of(
                "algorithm=" + NAMES.get(dialect.name()).apply(algorithm),
                "digits=" + digits,
                "period=" + period,
                "secret=" + LETTERS.get(dialect.letters()).apply(letters)));
        List<String> ordered = new ArrayList<>();
        int order = dialect.order();
        for (int left = parameters.size(); left > 0; left--) {
            ordered.add(parameters.remove(order % left));
            order /= left;
        }
        if (dialect.extra()) {
            ordered.add(1, "lock=false&color=0000FF&issuer=Acme");
        }
        return "otpauth://totp/Acme:me@example.com?" + String.join("&", ordered);
    }

    private static String codeAt(AuthenticatorKey key, long time) {
        Authenticator authenticator = key.authenticator();
        return authenticator
                .codeAt(authenticator.stepAt(Instant.ofEpochSecond(time)))
                .reveal();
    }

    /** RFC 6238, written a second time. */
    static String code(byte[] secret, String algorithm, int digits, int period, long time) {
        try {
            Mac mac = Mac.getInstance("Hmac" + algorithm);
            mac.init(new SecretKeySpec(secret, "RAW"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(8).putLong(time / period).array());
            int truncated = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 15) & Integer.MAX_VALUE;
            return String.format("%0" + digits + "d", truncated % (int) Math.pow(10, digits));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.postern.credential.pasted;

import dev.postern.credential.totp.Authenticator;
import dev.postern.credential.totp.CodeForm;
import dev.postern.credential.totp.CounterAuthenticator;
import dev.postern.credential.totp.HashAlgorithm;
import dev.postern.credential.totp.Seed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that an address says about a key's codes, and how it is written down for keeping.
 *
 * @param seed the shared secret
 * @param letters the seed in Base32, as pasted
 * @param algorithm the hash function
 * @param digits the length of a code; without meaning for Steam
 * @param period how long a code holds, in seconds
 * @param steam whether the codes are Steam's
 * @param counter that of the next code; negative: there is none
 * @param label the account; empty: none
 * @param issuer whose account it is; null: not said
 * @param text the pasted text where Skyvern takes it as it is; null: it is written anew
 */
record KeySettings(
        Seed seed,
        String letters,
        HashAlgorithm algorithm,
        int digits,
        int period,
        boolean steam,
        long counter,
        String label,
        @Nullable String issuer,
        @Nullable String text) {
    private static final int USUAL_DIGITS = 6;
    private static final int USUAL_PERIOD = 30;

    private static final Pattern DIGITS_BESIDE = Pattern.compile(
            "(\\d{1,3})[- ]?(?:digit|stell|cifr|chiffr)|digits?\\W{1,3}(\\d{1,3})", Pattern.CASE_INSENSITIVE);
    private static final Pattern ALGORITHM_BESIDE =
            Pattern.compile("sha[-_ ]?(\\d{1,3})|\\b(md5)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern PERIOD_BESIDE = Pattern.compile(
            "(\\d{1,4}) ?s(?:ec(?:ond)?s?+)?\\b|(?:period|interval|step)\\W{1,3}(\\d{1,4})", Pattern.CASE_INSENSITIVE);

    /** What apps assume of a key alone: SHA-1, 6 digits, 30 seconds. */
    static KeySettings bare(String letters) {
        return new KeySettings(
                Base32Secret.decode(letters),
                letters,
                HashAlgorithm.SHA1,
                USUAL_DIGITS,
                USUAL_PERIOD,
                false,
                -1,
                "",
                null,
                null);
    }

    boolean hasCounter() {
        return counter >= 0;
    }

    Authenticator byTime() {
        return new Authenticator(seed, algorithm, form(), period);
    }

    CounterAuthenticator byCounter() {
        return new CounterAuthenticator(seed, algorithm, form());
    }

    /** How many characters a code has. */
    int length() {
        return form().length();
    }

    private CodeForm form() {
        return steam ? CodeForm.STEAM : CodeForm.ofDigits(digits);
    }

    /** Throws when the words around an address name other settings than it has. */
    void requireAgreement(String beside) {
        boolean agree = agrees(DIGITS_BESIDE, beside, steam ? "5" : Integer.toString(digits))
                && agrees(ALGORITHM_BESIDE, beside, algorithm.name().substring(3))
                && agrees(PERIOD_BESIDE, beside, Integer.toString(period));
        if (!agree) {
            throw new Unreadable(KeyFault.BESIDE);
        }
    }

    private static boolean agrees(Pattern pattern, String beside, String value) {
        Matcher said = pattern.matcher(beside);
        while (said.find()) {
            if (!value.equals(said.group(1) == null ? said.group(2) : said.group(1))) {
                return false;
            }
        }
        return true;
    }

    /** The form to keep: what was pasted where Skyvern takes it, else a URI with every setting that Skyvern takes. */
    String kept(String type) {
        if (text != null) {
            return text;
        }
        StringBuilder uri = new StringBuilder("otpauth://").append(type).append('/');
        uri.append(encoded(label.isEmpty() ? "key" : label)).append("?secret=").append(letters.replace("=", ""));
        if (algorithm != HashAlgorithm.SHA1) {
            uri.append("&algorithm=").append(algorithm.name());
        }
        if (steam) {
            uri.append("&encoder=steam");
        } else if (digits != USUAL_DIGITS) {
            uri.append("&digits=").append(digits);
        }
        if (period != USUAL_PERIOD) {
            uri.append("&period=").append(period);
        }
        if (hasCounter()) {
            uri.append("&counter=").append(counter);
        }
        return issuer == null
                ? uri.toString()
                : uri.append("&issuer=").append(encoded(issuer)).toString();
    }

    /** The key alone where nothing but the key is said, as Skyvern keeps it. */
    String keptShort() {
        boolean plain = algorithm == HashAlgorithm.SHA1 && digits == USUAL_DIGITS && period == USUAL_PERIOD && !steam;
        return plain ? letters : kept("totp");
    }

    private static String encoded(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":")
                .replace("%40", "@");
    }

    @Override
    public String toString() {
        return "***";
    }
}

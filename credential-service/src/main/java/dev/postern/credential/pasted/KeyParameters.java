package dev.postern.credential.pasted;

import dev.postern.credential.totp.HashAlgorithm;
import dev.postern.credential.totp.Seed;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of a key's address in the dialects that apps write. What changes the codes is understood or
 * refused. What an app keeps for its own screen (a colour, an icon, {@code lock}, {@code codeDisplay}) is left out.
 */
final class KeyParameters {
    private static final Pattern POSITIVE = Pattern.compile("0*[1-9][0-9]{0,8}");
    // Twelve digits: no key is used that often.
    private static final Pattern COUNTER = Pattern.compile("[0-9]{1,12}");
    private static final Pattern EXACT_SECRET = Pattern.compile("[A-Za-z2-7]++=*+");
    private static final Pattern STEAM_ACCOUNT = Pattern.compile("steam(?![a-z]).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern MAY_CHANGE_CODES = Pattern.compile(
            ".*(?:digit|algo|hash|hmac|period|interval|timestep|counter|encod|offset|alphabet|charset|secret).*"
                    + "|seed|key|pin|salt|t0|epoch|prefix|suffix");
    private static final Set<String> FORMS = Set.of("secret", "algorithm", "digits", "period", "counter", "encoder");
    private static final int STEAM_DIGITS = 5;
    private static final int SHORTEST_PERIOD = 10;
    private static final int LONGEST_PERIOD = 3600;

    private final boolean web;
    private final StringBuilder rest = new StringBuilder();
    private @Nullable Seed seed;
    private String letters = "";
    private @Nullable HashAlgorithm algorithm;
    private int digits;
    private int period;
    private long counter = -1;
    private boolean steam;
    private @Nullable String issuer;
    private boolean exact = true;

    private KeyParameters(boolean web) {
        this.web = web;
    }

    /**
     * What the address says.
     *
     * @throws Unreadable when a part that changes the codes is missing, unknown or said twice
     */
    static KeySettings read(KeyUri uri) {
        KeyParameters read = new KeyParameters(uri.kind() == KeyUri.Kind.MEMBER);
        read.steam = uri.kind() == KeyUri.Kind.STEAM;
        int hash = uri.query().indexOf('#');
        String query = hash < 0 ? uri.query() : uri.query().substring(0, hash);
        String[] pairs = query.split("&", -1);
        for (int i = 0; i < pairs.length; i++) {
            read.take(pairs[i], i == pairs.length - 1);
        }
        String fragment = hash < 0 ? "" : uri.query().substring(hash);
        return read.settings(uri, uri.beside() + ' ' + read.rest + ' ' + fragment);
    }

    private void take(String pair, boolean last) {
        int equals = pair.indexOf('=');
        // An empty value counts as absent.
        if (equals < 0 || equals == pair.length() - 1) {
            return;
        }
        String written = pair.substring(0, equals);
        String raw = pair.substring(equals + 1);
        String name = PastedText.clean(PercentEncoding.decodeQuery(written)).toLowerCase(Locale.ROOT);
        String value = PastedText.clean(PercentEncoding.decodeQuery(raw));
        exact &= written.equals(name);
        if (value.isEmpty()) {
            return;
        }
        switch (name) {
            case "secret" -> takeSecret(raw, value, last);
            case "key" -> {
                if (web && seed == null) {
                    takeSecret(raw, value, last);
                } else if (!web) {
                    throw new Unreadable(KeyFault.UNKNOWN);
                }
            }
            case "algorithm", "algo", "alg", "hash", "digest", "hashalgorithm", "otphashmode" -> takeAlgorithm(value);
            case "digits" -> takeDigits(word(value, KeyFault.DIGITS));
            case "period" -> takePeriod(word(value, KeyFault.PERIOD));
            case "digit", "size", "length", "otplength", "codelength" -> takeOtherDigits(value);
            case "step", "interval", "timestep", "time_step", "timeperiod" -> takeOtherPeriod(value);
            case "counter" -> takeCounter(word(value, KeyFault.COUNTER));
            case "encoder" -> takeEncoder(word(value, KeyFault.ENCODER));
            case "type", "otptype", "tokentype" -> takeType(value);
            case "issuer" -> takeIssuer(value);
            case "image" -> {}
            default -> takeUnknown(name, value);
        }
        exact &= FORMS.contains(name) || name.equals("issuer") || name.equals("image");
    }

    private void takeSecret(String raw, String value, boolean last) {
        KeyValue read = KeyValue.secret(value, last);
        Seed decoded = Base32Secret.decode(read.core());
        if (seed != null && !Arrays.equals(seed.reveal(), decoded.reveal())) {
            throw new Unreadable(KeyFault.TWICE);
        }
        exact &= EXACT_SECRET.matcher(PastedText.withoutBlanks(raw)).matches();
        rest.append(read.rest());
        seed = decoded;
        letters = read.core();
    }

    private void takeAlgorithm(String value) {
        HashAlgorithm named = KeyAlgorithm.named(value);
        if (named == null) {
            named = KeyAlgorithm.named(word(value, KeyFault.ALGORITHM));
        }
        if (named == null) {
            throw new Unreadable(KeyFault.ALGORITHM);
        }
        exact &= named.name().equals(value);
        algorithm = once(algorithm, named);
    }

    private void takeDigits(String value) {
        int read = switch (value) {
            case "5", "6", "7", "8" -> value.charAt(0) - '0';
            default -> throw new Unreadable(KeyFault.DIGITS);
        };
        digits = once(digits == 0 ? null : digits, read);
    }

    private void takePeriod(String value) {
        if (!POSITIVE.matcher(value).matches()) {
            throw new Unreadable(KeyFault.PERIOD);
        }
        period = once(period == 0 ? null : period, Integer.valueOf(value));
    }

    // A web address may mean another size: 200 is that of an image.
    private void takeOtherDigits(String value) {
        if (!web || value.matches("[678]")) {
            takeDigits(word(value, KeyFault.DIGITS));
        }
    }

    // A web address may count its own steps.
    private void takeOtherPeriod(String value) {
        if (!web || isPeriod(value)) {
            takePeriod(word(value, KeyFault.PERIOD));
        }
    }

    private static boolean isPeriod(String value) {
        return value.matches("[0-9]{2,4}")
                && Integer.parseInt(value) >= SHORTEST_PERIOD
                && Integer.parseInt(value) <= LONGEST_PERIOD;
    }

    private void takeCounter(String value) {
        if (!COUNTER.matcher(value).matches()) {
            throw new Unreadable(KeyFault.COUNTER);
        }
        counter = once(counter < 0 ? null : counter, Long.valueOf(value));
    }

    private void takeEncoder(String value) {
        if (!value.equalsIgnoreCase("steam")) {
            throw new Unreadable(KeyFault.ENCODER);
        }
        exact &= value.equals("steam");
        steam = true;
    }

    private void takeType(String value) {
        switch (value.toLowerCase(Locale.ROOT)) {
            case "totp", "time" -> {}
            case "hotp", "counter" -> throw new Unreadable(KeyFault.BY_COUNTER);
            case "steam" -> steam = true;
            default -> {
                if (!web) {
                    throw new Unreadable(KeyFault.UNKNOWN);
                }
            }
        }
    }

    // Skyvern refuses a second one, even an equal one.
    private void takeIssuer(String value) {
        if (issuer != null) {
            throw new Unreadable(KeyFault.TWICE);
        }
        issuer = value;
    }

    private void takeUnknown(String name, String value) {
        boolean base32 = name.equals("encoding") && value.equalsIgnoreCase("base32");
        if (!base32 && MAY_CHANGE_CODES.matcher(name).matches()) {
            throw new Unreadable(KeyFault.UNKNOWN);
        }
    }

    private String word(String value, KeyFault fault) {
        KeyValue read = KeyValue.word(value, fault);
        rest.append(' ').append(read.rest());
        exact &= read.rest().isEmpty() && read.core().length() == value.length();
        return read.core();
    }

    private static <V> V once(@Nullable V before, V now) {
        if (before != null && !before.equals(now)) {
            throw new Unreadable(KeyFault.TWICE);
        }
        return now;
    }

    private KeySettings settings(KeyUri uri, String beside) {
        if (seed == null) {
            throw new Unreadable(KeyFault.NO_SECRET);
        }
        String label = PastedText.clean(PercentEncoding.decode(uri.label()));
        if (digits == STEAM_DIGITS && !steam) {
            steam = STEAM_ACCOUNT.matcher(issuer == null ? label : issuer).matches();
            exact = false;
        }
        if (steam ? algorithm != null && algorithm != HashAlgorithm.SHA1 : digits == STEAM_DIGITS) {
            throw new Unreadable(steam ? KeyFault.ENCODER : KeyFault.DIGITS);
        }
        KeySettings settings = new KeySettings(
                seed,
                letters,
                algorithm == null ? HashAlgorithm.SHA1 : algorithm,
                digits == 0 ? 6 : digits,
                period == 0 ? 30 : period,
                steam,
                counter,
                label,
                issuer,
                exact && uri.exact() ? PastedText.withoutBlanks(uri.text()) : null);
        settings.requireAgreement(beside);
        return settings;
    }
}

package dev.postern.credential.totp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code otpauth://totp/…} by the rules Skyvern applies on top of pyotp
 * ({@code skyvern/forge/sdk/services/credentials.py}): strict in what changes the code, indifferent to the issuer.
 */
final class OtpauthUri {
    private static final String SCHEME = "otpauth";
    private static final String TYPE = "totp";
    private static final Pattern POSITIVE = Pattern.compile("0*[1-9][0-9]{0,8}");
    private static final Pattern DIGITS = Pattern.compile("[5678]");
    // Twelve digits: no key is used that often.
    private static final Pattern COUNTER = Pattern.compile("[0-9]{1,12}");
    private static final int STEAM_DIGITS = 5;
    private static final String COUNTER_TYPE = "hotp";
    private static final Set<String> COMMON = Set.of("secret", "algorithm", "digits", "issuer", "image");
    private static final Seed NO_SEED = new Seed(new byte[1]);

    private OtpauthUri() {}

    /** Whether the text claims to be such a URI; it may still be a bad one. */
    static boolean isTotp(String text) {
        return isOtpauth(text) && authority(text).equalsIgnoreCase(TYPE);
    }

    /** Whether the text has the scheme, of whatever type. */
    static boolean isOtpauth(String text) {
        return text.regionMatches(true, 0, SCHEME + "://", 0, SCHEME.length() + 3);
    }

    /** What the URI describes, or nothing when any part of it is not understood. */
    static Optional<Authenticator> parse(String uri) {
        return read(uri, TYPE, Set.of("period", "encoder"))
                .map(read -> new Authenticator(read.seed, read.algorithm, read.form(), read.period));
    }

    /** Parses an {@code otpauth://hotp/} URI, which must name its counter. */
    static Optional<CounterKey> parseCounter(String uri) {
        return read(uri, COUNTER_TYPE, Set.of("counter"))
                .filter(read -> read.counter >= 0)
                .map(read -> new CounterKey(
                        uri, new CounterAuthenticator(read.seed, read.algorithm, read.form()), read.counter));
    }

    private static Optional<Reading> read(String uri, String type, Set<String> ownParameters) {
        // The whole is decoded before it is split, as pyotp does.
        String decoded = PercentEncoding.decode(uri);
        if (!isOtpauth(decoded) || !authority(decoded).equals(type) || issuers(uri) > 1 || issuers(decoded) > 1) {
            return Optional.empty();
        }
        Reading reading = new Reading();
        for (Parameter parameter : parameters(decoded)) {
            boolean known = COMMON.contains(parameter.name()) || ownParameters.contains(parameter.name());
            if (!known || !reading.take(parameter)) {
                return Optional.empty();
            }
        }
        return reading.isWhole() ? Optional.of(reading) : Optional.empty();
    }

    /** What was read so far. */
    private static final class Reading {
        private Seed seed = NO_SEED;
        private HashAlgorithm algorithm = HashAlgorithm.SHA1;
        private int digits = 6;
        private int period = 30;
        private long counter = -1;
        private boolean steam;

        /** False when the value is not understood. */
        private boolean take(Parameter parameter) {
            String value = parameter.value();
            return switch (parameter.name()) {
                case "secret" -> {
                    Optional<Seed> decoded = Base32Secret.decode(value);
                    seed = decoded.orElse(NO_SEED);
                    yield decoded.isPresent();
                }
                case "algorithm" -> {
                    Optional<HashAlgorithm> named = HashAlgorithm.named(value);
                    algorithm = named.orElse(algorithm);
                    yield named.isPresent();
                }
                case "digits" -> {
                    digits = DIGITS.matcher(value).matches() ? Integer.parseInt(value) : 0;
                    yield digits > 0;
                }
                case "period" -> {
                    period = POSITIVE.matcher(value).matches() ? Integer.parseInt(value) : 0;
                    yield period > 0;
                }
                case "counter" -> {
                    counter = COUNTER.matcher(value).matches() ? Long.parseLong(value) : -1;
                    yield counter >= 0;
                }
                case "encoder" -> {
                    steam = value.equals("steam");
                    yield steam;
                }
                // Issuer and image say nothing about the code.
                default -> true;
            };
        }

        /** Steam has a form and a hash of its own. All other codes have more than five digits. */
        private boolean isWhole() {
            return seed != NO_SEED && (steam ? algorithm == HashAlgorithm.SHA1 : digits != STEAM_DIGITS);
        }

        private CodeForm form() {
            return steam ? CodeForm.STEAM : CodeForm.ofDigits(digits);
        }
    }

    private record Parameter(String name, String value) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The query's parameters; one with an empty value counts as absent. */
    private static List<Parameter> parameters(String uri) {
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : query(uri).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0 && equals < pair.length() - 1) {
                parameters.add(new Parameter(
                        PercentEncoding.decodeQuery(pair.substring(0, equals)),
                        PercentEncoding.decodeQuery(pair.substring(equals + 1))));
            }
        }
        return parameters;
    }

    private static long issuers(String uri) {
        return List.of(query(uri).split("&", -1)).stream()
                .map(pair -> PercentEncoding.decodeQuery(pair.split("=", 2)[0]))
                .filter("issuer"::equals)
                .count();
    }

    private static String authority(String uri) {
        int start = SCHEME.length() + 3;
        int end = start;
        while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
            end++;
        }
        return uri.substring(start, end);
    }

    private static String query(String uri) {
        int fragment = uri.indexOf('#');
        String withoutFragment = fragment < 0 ? uri : uri.substring(0, fragment);
        int question = withoutFragment.indexOf('?');
        return question < 0 ? "" : withoutFragment.substring(question + 1);
    }
}

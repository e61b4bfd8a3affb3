package dev.postern.credential.totp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code otpauth://totp/…} by the rules Skyvern applies on top of pyotp
 * ({@code skyvern/forge/sdk/services/credentials.py}): strict in what changes the code, indifferent to the issuer.
 */
final class OtpauthUri {
    private static final String SCHEME = "otpauth";
    private static final String TYPE = "totp";
    private static final Pattern POSITIVE = Pattern.compile("0*[1-9][0-9]{0,8}");
    private static final Pattern DIGITS = Pattern.compile("[678]");

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
        // The whole is decoded before it is split, as pyotp does.
        String decoded = PercentEncoding.decode(uri);
        if (!isOtpauth(decoded) || !authority(decoded).equals(TYPE) || issuers(uri) > 1 || issuers(decoded) > 1) {
            return Optional.empty();
        }
        Optional<Seed> seed = Optional.empty();
        HashAlgorithm algorithm = HashAlgorithm.SHA1;
        int digits = 6;
        int period = 30;
        for (Parameter parameter : parameters(decoded)) {
            String value = parameter.value();
            switch (parameter.name()) {
                case "secret" -> {
                    seed = Base32Secret.decode(value);
                    if (seed.isEmpty()) {
                        return Optional.empty();
                    }
                }
                case "algorithm" -> {
                    if (!value.equals("SHA1") && !value.equals("SHA256") && !value.equals("SHA512")) {
                        return Optional.empty();
                    }
                    algorithm = HashAlgorithm.valueOf(value);
                }
                case "digits" -> {
                    if (!DIGITS.matcher(value).matches()) {
                        return Optional.empty();
                    }
                    digits = Integer.parseInt(value);
                }
                case "period" -> {
                    if (!POSITIVE.matcher(value).matches()) {
                        return Optional.empty();
                    }
                    period = Integer.parseInt(value);
                }
                case "issuer", "image" -> {
                    // Says nothing about the code.
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        HashAlgorithm hash = algorithm;
        int length = digits;
        int seconds = period;
        return seed.map(known -> new Authenticator(known, hash, length, seconds));
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

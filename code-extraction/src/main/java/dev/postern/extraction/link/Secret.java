package dev.postern.extraction.link;

import dev.postern.extraction.text.Characters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The value in an address that only the message could know. */
enum Secret {
    NONE,
    /** Four or five letters and digits: {@code /l/9skd8}. */
    FEW_CHARACTERS,
    /** A short value whose name says nothing: {@code ?t=8k2m9q}. */
    PARAMETER,
    /** A short value in the path. */
    PART_OF_PATH,
    /** A short value that is called a token or the like. */
    CREDENTIAL,
    /** A value too long to guess. */
    LONG,
    /** A value too long to guess that is called a token or the like. */
    LONG_CREDENTIAL;

    private static final int SECRET = 16;
    private static final int SHORT_SECRET = 6;
    private static final int SHORTEST_SECRET = 4;
    private static final int VERY_LONG = 32;
    /** Letters for each capital behind a small letter; words have more. */
    private static final int LONGEST_HUMP = 4;

    /** AUTH-1582, guide-4481: the key of an issue, the name of a page. */
    private static final Pattern ISSUE = Pattern.compile("[A-Za-z]+-[0-9]{1,6}");

    private static final Set<String> CREDENTIALS = Set.of(
            "auth",
            "avain",
            "clave",
            "cle",
            "clef",
            "code",
            "codice",
            "codigo",
            "confirmation_token",
            "hash",
            "jeton",
            "jwt",
            "key",
            "klic",
            "kljuc",
            "klucz",
            "kod",
            "kode",
            "kulcs",
            "nokkel",
            "nonce",
            "nyckel",
            "otp",
            "schluessel",
            "secret",
            "sig",
            "signature",
            "sleutel",
            "ticket",
            "token",
            "verifier");

    static Secret of(String path) {
        Secret secret = NONE;
        int start = 0;
        for (int i = 0; i <= path.length() && secret != LONG_CREDENTIAL; i++) {
            if (i == path.length() || separates(path.charAt(i))) {
                Secret part = ofPart(path, start, i);
                secret = part.compareTo(secret) > 0 ? part : secret;
                start = i + 1;
            }
        }
        return secret;
    }

    /** Whether a value is longer than any number of an invoice, an order or the like. */
    static boolean isVeryLong(String url) {
        int start = AddressWords.pathStart(url);
        for (int i = start; i <= url.length(); i++) {
            if (i == url.length() || separates(url.charAt(i))) {
                if (i - start >= VERY_LONG && isRandom(url, start, i) && !isUuid(url.substring(start, i))) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    private static boolean isUuid(String value) {
        return value.length() == 36 && value.charAt(8) == '-' && value.charAt(23) == '-';
    }

    /** The short values in the address that are called a code or the like; a text beside it may show them too. */
    static List<String> shortCredentials(String url) {
        List<String> found = new ArrayList<>();
        int start = AddressWords.pathStart(url);
        for (int i = start; i <= url.length(); i++) {
            if (i == url.length() || separates(url.charAt(i))) {
                int equals = url.indexOf('=', start);
                if (equals > start
                        && equals < i
                        && i - equals - 1 < SECRET
                        && isCredential(url.substring(start, equals))) {
                    found.add(url.substring(equals + 1, i));
                }
                start = i + 1;
            }
        }
        return found;
    }

    private static boolean separates(char c) {
        return c == '/' || c == '?' || c == '&' || c == '#';
    }

    private static Secret ofPart(String path, int start, int end) {
        int equals = path.indexOf('=', start, end);
        int value = equals < 0 ? start : equals + 1;
        int length = end - value;
        boolean named = equals >= 0 && length > 0 && isCredential(path.substring(start, equals));
        boolean random = length >= SHORTEST_SECRET
                && isRandom(path, value, end)
                && !isMailbox(path, value, end)
                && !ISSUE.matcher(path).region(value, end).matches();
        if (random && length >= SECRET) {
            return named ? LONG_CREDENTIAL : LONG;
        }
        if (named) {
            return CREDENTIAL;
        }
        if (!random) {
            return NONE;
        }
        if (length < SHORT_SECRET) {
            return FEW_CHARACTERS;
        }
        return equals < 0 ? PART_OF_PATH : PARAMETER;
    }

    /** "token", and "register_token" as well. */
    private static boolean isCredential(String name) {
        return CREDENTIALS.contains(name.toLowerCase(Locale.ROOT))
                || (!isOneWord(name)
                        && CREDENTIALS.contains(AddressWords.in(name).getLast()));
    }

    private static boolean isOneWord(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!Characters.asciiLetter(name.charAt(i)) || capital(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the value is a mailbox, which names the login and is no secret. */
    private static boolean isMailbox(String path, int start, int end) {
        String value = path.substring(start, end);
        return value.contains("@") || value.contains("%40");
    }

    /** Whether letters and digits, or capitals and small letters, are mixed as in no word. */
    private static boolean isRandom(String path, int start, int end) {
        if (isSlug(path, start, end)) {
            return false;
        }
        boolean letter = false;
        boolean digit = false;
        int humps = 0;
        for (int i = start; i < end && !(letter && digit); i++) {
            char c = path.charAt(i);
            letter |= Characters.asciiLetter(c);
            digit |= Characters.digit(c);
            humps += i > start
                            && capital(c)
                            && Characters.asciiLetter(path.charAt(i - 1))
                            && !capital(path.charAt(i - 1))
                    ? 1
                    : 0;
        }
        // JSON in Base64, as signed tokens begin (RFC 7519).
        if (end - start >= SECRET && path.startsWith("eyJ", start)) {
            return true;
        }
        // "ConfirmYourMailAddress" has a small word behind each capital.
        return letter && (digit || (end - start >= SECRET && humps * LONGEST_HUMP > end - start));
    }

    /** "login-trouble-1001": small words, and a number behind them, with dashes between. */
    private static boolean isSlug(String path, int start, int end) {
        int words = 0;
        int numbers = 0;
        boolean digit = false;
        boolean small = false;
        for (int i = start; i <= end; i++) {
            char c = i == end ? '-' : path.charAt(i);
            if (c == '-') {
                if (digit == small) {
                    return false;
                }
                words += small ? 1 : 0;
                numbers += digit ? 1 : 0;
                digit = false;
                small = false;
            } else if (Characters.digit(c)) {
                digit = true;
            } else if (Characters.asciiLetter(c) && !capital(c)) {
                small = true;
            } else {
                return false;
            }
        }
        return words > 1 && numbers <= 1;
    }

    private static boolean capital(char c) {
        return c >= 'A' && c <= 'Z';
    }
}

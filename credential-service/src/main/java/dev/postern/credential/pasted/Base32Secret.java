package dev.postern.credential.pasted;

import dev.postern.credential.totp.Seed;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;

/**
 * Base32 (RFC 4648, section 6) as tolerantly as Skyvern reads it: any case, padding added where it is missing. The
 * codec skips what it does not know, so letters and length are checked first.
 */
final class Base32Secret {
    private static final Pattern LETTERS = Pattern.compile("([A-Z2-7]++)(=*+)");
    private static final int GROUP = 8;

    private Base32Secret() {}

    /**
     * The seed that the letters write.
     *
     * @throws Unreadable for other characters and for a length that no bytes have
     */
    static Seed decode(String text) {
        var matcher = LETTERS.matcher(text.toUpperCase(Locale.ROOT));
        if (!isAscii(text) || !matcher.matches()) {
            throw new Unreadable(KeyFault.LETTERS);
        }
        int letters = matcher.group(1).length();
        int padding = matcher.group(2).length();
        int missing = (GROUP - (letters + padding) % GROUP) % GROUP;
        if (!isWhole(letters, padding + missing)) {
            throw new Unreadable(KeyFault.LENGTH);
        }
        return new Seed(new Base32().decode(matcher.group(1)));
    }

    /** Five bits a letter: only these lengths of a last group come from whole bytes. */
    private static boolean isWhole(int letters, int padding) {
        return switch (letters % GROUP) {
            case 0 -> padding == 0;
            case 2 -> padding == 6;
            case 4 -> padding == 4;
            case 5 -> padding == 3;
            case 7 -> padding == 1;
            default -> false;
        };
    }

    // Upper-casing turns some other letters into ours.
    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }
}

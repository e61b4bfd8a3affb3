package dev.postern.extraction.link;

/**
 * The entities of HTML that stand for a character of an address in a plain text: that of the ampersand by its name, and
 * any by its number, in decimal with or without zeros in front, or in hexadecimal. Skyvern decodes the ampersand.
 */
final class Entities {
    private static final String AMPERSAND = "&amp;";
    private static final int LONGEST = 9;

    private Entities() {}

    /** Where the entity ends that begins here; the index itself when none does. */
    static int endOfCharacter(String address, int index) {
        if (address.charAt(index) != '&') {
            return index;
        }
        if (address.regionMatches(true, index, AMPERSAND, 0, AMPERSAND.length())) {
            return index + AMPERSAND.length();
        }
        int end = address.indexOf(';', index, Math.min(address.length(), index + LONGEST));
        return end > 0 && number(address, index, end) > 0 ? end + 1 : index;
    }

    /** The character that the entity stands for. */
    static char character(String address, int index) {
        if (address.regionMatches(true, index, AMPERSAND, 0, AMPERSAND.length())) {
            return '&';
        }
        return (char) number(address, index, address.indexOf(';', index));
    }

    /** The ASCII character of a number between "&#" and ";"; 0 when there is none that an address may hold. */
    private static int number(String address, int index, int end) {
        if (!address.startsWith("&#", index)) {
            return 0;
        }
        boolean hexadecimal = address.regionMatches(true, index + 2, "x", 0, 1);
        int radix = hexadecimal ? 16 : 10;
        int value = 0;
        for (int i = index + (hexadecimal ? 3 : 2); i < end; i++) {
            int digit = Character.digit(address.charAt(i), radix);
            if (digit < 0) {
                return 0;
            }
            value = value * radix + digit;
        }
        return value > ' ' && value < 0x7F ? value : 0;
    }
}

package dev.postern.credential.totp;

/** How the truncated hash is written (RFC 4226, section 5.3, step 3). */
public enum CodeForm {
    SIX_DIGITS(6),
    SEVEN_DIGITS(7),
    EIGHT_DIGITS(8),
    /** Five of the letters that Steam uses; known from its apps, described nowhere. */
    STEAM(5) {
        @Override
        String write(int truncated) {
            char[] code = new char[length()];
            int rest = truncated;
            for (int i = 0; i < code.length; i++) {
                code[i] = STEAM_LETTERS.charAt(rest % STEAM_LETTERS.length());
                rest /= STEAM_LETTERS.length();
            }
            return new String(code);
        }
    };

    private static final String STEAM_LETTERS = "23456789BCDFGHJKMNPQRTVWXY";
    private static final int RADIX = 10;

    private final int length;

    CodeForm(int length) {
        this.length = length;
    }

    /** The form of so many digits, 6 to 8. */
    public static CodeForm ofDigits(int digits) {
        return switch (digits) {
            case 6 -> SIX_DIGITS;
            case 7 -> SEVEN_DIGITS;
            case 8 -> EIGHT_DIGITS;
            default -> throw new IllegalArgumentException("A code has 6 to 8 digits");
        };
    }

    /** How many characters a code has. */
    public int length() {
        return length;
    }

    /** The code: the last digits, with zeros in front. */
    String write(int truncated) {
        char[] code = new char[length];
        int rest = truncated;
        for (int i = length - 1; i >= 0; i--) {
            code[i] = (char) ('0' + rest % RADIX);
            rest /= RADIX;
        }
        return new String(code);
    }
}

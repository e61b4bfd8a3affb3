package dev.postern.credential.pasted;

/** Why a pasted text is no key that can be used. The words are for the person who pasted it; they quote nothing of it. */
public enum KeyFault {
    NO_KEY("It is neither a Base32 setup key nor an otpauth:// URI."),
    NO_SECRET("Its URI has no secret."),
    LETTERS("Its secret has characters that Base32 lacks. Base32 has the letters A to Z and the digits 2 to 7."),
    LENGTH("Its secret is cut off or has a letter too many: no whole bytes have a Base32 text of that length."),
    ALGORITHM("Its algorithm is none of SHA1, SHA256 and SHA512."),
    DIGITS("Its digits are not 6, 7 or 8."),
    PERIOD("Its period is not a number of seconds above 0."),
    ENCODER("Its encoder is not steam, or does not go with its algorithm."),
    COUNTER("Its counter is missing or is not a number of 12 digits at most."),
    TWICE("It gives two values for one parameter, so one of the two is wrong."),
    UNKNOWN("It has a parameter that may change the codes and that is not known here."),
    BESIDE("The words around its URI speak of other digits, another algorithm or another period than the URI."),
    WORDS("There are words around the key. Give the key alone."),
    TWO_KEYS("It holds two keys. Give one."),
    BY_COUNTER("It goes by a counter (HOTP). Give it as hotp."),
    BY_TIME("It goes by the time (TOTP). Give it as totp."),
    OTHER_KIND("Its URI is for codes of a kind that is not known here. Known are totp, hotp and steam."),
    EXPORT("It is an export that cannot be read or holds several accounts. Export the one account.");

    private final String words;

    KeyFault(String words) {
        this.words = words;
    }

    /** A sentence about the key. */
    public String words() {
        return words;
    }
}

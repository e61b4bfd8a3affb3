package dev.postern.ingest.form;

import java.util.regex.Pattern;

/** Phone numbers as providers write them. */
public final class PhoneNumbers {
    // E.164: at most 15 digits. Fewer than nine may be a short code, which has no country code.
    private static final Pattern INTERNATIONAL = Pattern.compile("[1-9][0-9]{8,14}");

    private PhoneNumbers() {}

    /**
     * A number from a provider that leaves out the plus before the country code, with it. Short codes and names of senders stay as
     * they are.
     */
    public static String withPlus(String number) {
        return INTERNATIONAL.matcher(number).matches() ? "+" + number : number;
    }
}

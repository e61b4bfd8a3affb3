package dev.postern.events.identifier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address a code is sent to. E-mail addresses match case-insensitively ({@code Name <a@b>} is {@code a@b}), phone
 * numbers match in E.164, and anything else matches character for character. Skyvern normalises e-mail addresses only
 * ({@code skyvern/utils/email_validation.py}). Postern also handles the display name and the phone number, which its
 * users send.
 */
public sealed interface Identifier {

    /** The form in which two spellings of one address are equal. */
    String normalised();

    /** The form for logs and topics: its owner recognises it, and others cannot use it as an address. */
    String masked();

    /** The identifier of a text. It never fails: a text that is neither address nor number is a label. */
    static Identifier of(String sent) {
        String stripped = sent.strip();
        Identifier recognised = Email.parse(stripped);
        if (recognised == null) {
            recognised = Phone.parse(stripped);
        }
        return recognised != null ? recognised : new Label(sent);
    }

    /**
     * The identifier of a text whose phone number may lack its country code, as some gateways write it. Three to six
     * digits are a short code, which has no country, and letters are a name.
     *
     * @param region as ISO 3166 names it
     */
    static Identifier of(String sent, String region) {
        Identifier plain = of(sent);
        if (plain instanceof Label) {
            Identifier national = Phone.parseNational(sent.strip(), region);
            return national == null ? plain : national;
        }
        return plain;
    }

    /** Whether phone numbers can be read as those of this region: an ISO 3166 code in capital letters. */
    static boolean isRegion(String region) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(region);
    }

    /** An e-mail address. */
    record Email(String normalised) implements Identifier {
        private static final int LONGEST = 320;
        // The pattern is possessive throughout, since the text comes from strangers.
        private static final Pattern ADDRESS =
                Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]++@[A-Za-z0-9-]++(?:\\.[A-Za-z0-9-]++)++");

        static @Nullable Email parse(String text) {
            String address = text;
            if (text.endsWith(">")) {
                int open = text.lastIndexOf('<');
                if (open >= 0) {
                    address = text.substring(open + 1, text.length() - 1).strip();
                }
            }
            if (address.length() > LONGEST || !ADDRESS.matcher(address).matches()) {
                return null;
            }
            return new Email(address.toLowerCase(Locale.ROOT));
        }

        @Override
        public String masked() {
            return normalised.charAt(0) + "•••" + normalised.substring(normalised.indexOf('@'));
        }

        @Override
        public String toString() {
            return masked();
        }
    }

    /** An international phone number. */
    record Phone(String normalised) implements Identifier {
        private static final Pattern WRITTEN = Pattern.compile("\\+[0-9()./\\s\\u00A0-]{5,40}");
        private static final Pattern NATIONAL = Pattern.compile("[0-9()./\\s\\u00A0-]{5,40}");
        private static final int LONGEST_SHORT_CODE = 6;
        private static final int SHOWN_DIGITS = 4;

        static @Nullable Phone parse(String text) {
            Matcher written = WRITTEN.matcher(text);
            if (!written.matches()) {
                return null;
            }
            return parse(text, "ZZ");
        }

        static @Nullable Phone parseNational(String text, String region) {
            return NATIONAL.matcher(text).matches() && digits(text) > LONGEST_SHORT_CODE ? parse(text, region) : null;
        }

        private static @Nullable Phone parse(String text, String region) {
            PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
            try {
                PhoneNumber number = numbers.parse(text, region);
                // isValidNumber would reject numbers that are set aside for tests.
                return numbers.isPossibleNumber(number)
                        ? new Phone(numbers.format(number, PhoneNumberFormat.E164))
                        : null;
            } catch (NumberParseException e) {
                return null;
            }
        }

        private static long digits(String text) {
            return text.chars().filter(Character::isDigit).count();
        }

        @Override
        public String masked() {
            int hidden = normalised.length() - 1 - SHOWN_DIGITS;
            return "+" + "•".repeat(Math.max(hidden, 0)) + normalised.substring(normalised.length() - SHOWN_DIGITS);
        }

        @Override
        public String toString() {
            return masked();
        }
    }

    /** Anything else, such as a name the caller chose. */
    record Label(String normalised) implements Identifier {
        @Override
        public String masked() {
            return "•••";
        }

        @Override
        public String toString() {
            return masked();
        }
    }
}

package dev.postern.events.identifier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address a code is sent to. E-mail addresses match case-insensitively ({@code Name <a@b>} is {@code a@b}), phone
 * numbers match in E.164, and anything else matches character for character. How it was copied makes no difference:
 * invisible characters, no-break blanks and hyphens, wide digits, composed and decomposed letters, quotes around,
 * {@code tel:}, {@code sms:} and {@code mailto:} count for nothing. A domain matches in its ASCII form. Of several addresses, the first counts. Skyvern normalises e-mail addresses only
 * ({@code skyvern/utils/email_validation.py}). The rules: docs/rules.md, "Identifiers".
 */
public sealed interface Identifier {

    /** The form in which two spellings of one address are equal. */
    String normalised();

    /** The form for logs and topics: its owner recognises it, and others cannot use it as an address. */
    String masked();

    /** The identifier of a text. It never fails: a text that is neither address nor number is a label. */
    static Identifier of(String sent) {
        return recognised(sent, Phone::parse);
    }

    /**
     * The identifier of a text whose phone number may lack its country code, as some gateways write it. Three to six
     * digits are a short code, which has no country, and letters are a name.
     *
     * @param region as ISO 3166 names it
     */
    static Identifier of(String sent, String region) {
        return recognised(sent, text -> Phone.parse(text, region));
    }

    /**
     * Whether a reader sees nothing of a text: it is empty, or all blanks, controls and invisible characters. As an identifier it would be
     * one that nobody can check or type again.
     */
    static boolean isUnseen(String sent) {
        return Spelling.isUnseen(sent);
    }

    private static Identifier recognised(String sent, Function<String, @Nullable Phone> phones) {
        if (sent.length() > Label.LONGEST_READ) {
            return new Label(sent);
        }
        String visible = Spelling.visible(sent);
        Identifier whole = addressOf(visible, phones);
        if (whole != null && !visible.endsWith(">")) {
            return whole;
        }
        List<String> parts = Spelling.parts(visible);
        if (parts.isEmpty()) {
            return new Label(sent);
        }
        Identifier first = firstAddress(parts, phones);
        if (first != null) {
            return first;
        }
        return whole != null ? whole : new Label(visible);
    }

    /** Null when a part is no address: then the commas belong to a name. */
    private static @Nullable Identifier firstAddress(List<String> parts, Function<String, @Nullable Phone> phones) {
        Identifier first = null;
        for (String part : parts) {
            Identifier address = addressOf(part, phones);
            if (address == null) {
                return null;
            }
            first = first == null ? address : first;
        }
        return first;
    }

    private static @Nullable Identifier addressOf(String visible, Function<String, @Nullable Phone> phones) {
        String bare = Spelling.narrow(Spelling.bare(visible));
        Identifier address = Email.parse(bare);
        return address != null ? address : phones.apply(bare);
    }

    /** Whether phone numbers can be read as those of this region: an ISO 3166 code in capital letters. */
    static boolean isRegion(String region) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(region);
    }

    /** An e-mail address; its local part may have letters of any script (RFC 6531, section 3.3). */
    record Email(String normalised) implements Identifier {
        private static final int LONGEST = 320;
        // The pattern is possessive throughout, since the text comes from strangers.
        private static final Pattern ADDRESS =
                Pattern.compile("[\\p{L}\\p{M}\\p{N}.!#$%&'*+/=?^_`{|}~-]++@[a-z0-9-]++(?:\\.[a-z0-9-]++)++");

        static @Nullable Email parse(String written) {
            int at = written.lastIndexOf('@');
            if (at < 1 || written.length() > LONGEST) {
                return null;
            }
            String address = MailAddress.normal(written);
            return address.length() <= LONGEST && ADDRESS.matcher(address).matches() ? new Email(address) : null;
        }

        @Override
        public String masked() {
            return Character.toString(normalised.codePointAt(0)) + "•••"
                    + normalised.substring(normalised.indexOf('@'));
        }

        @Override
        public String toString() {
            return masked();
        }
    }

    /** An international phone number. */
    record Phone(String normalised) implements Identifier {
        // A right-to-left text shows the plus at the end, and people type what they see.
        private static final Pattern WRITTEN = Pattern.compile("[ +(]{0,4}+[0-9()./\\s-]{5,40}\\+?");
        private static final String UNKNOWN_REGION = "ZZ";
        private static final int LONGEST_SHORT_CODE = 6;
        private static final int FEWEST_WITH_COUNTRY = 11;
        private static final int SHOWN_DIGITS = 4;

        /** A number with its country code: behind {@code +} or {@code 00}, or eleven digits and more. */
        static @Nullable Phone parse(String text) {
            if (!isWritten(text)) {
                return null;
            }
            String digits = digits(text);
            if (text.indexOf('+') >= 0) {
                // The parser knows the national zero of "+44 (0)20".
                return possible(text.endsWith("+") ? "+" + text.substring(0, text.length() - 1) : text, UNKNOWN_REGION);
            }
            if (digits.startsWith("00")) {
                return possible("+" + digits.substring(2), UNKNOWN_REGION);
            }
            // Ten digits could be a national number of many countries.
            return digits.length() < FEWEST_WITH_COUNTRY || digits.startsWith("0")
                    ? null
                    : possible("+" + digits, UNKNOWN_REGION);
        }

        /** A number as the region writes it, with its country code or without. */
        static @Nullable Phone parse(String text, String region) {
            Phone international = parse(text);
            if (!isWritten(text) || text.indexOf('+') >= 0 || digits(text).length() <= LONGEST_SHORT_CODE) {
                return international;
            }
            Phone national = possible(text, region);
            boolean rather =
                    national == null || (international != null && !national.isValid() && international.isValid());
            return rather ? international : national;
        }

        private static boolean isWritten(String text) {
            return WRITTEN.matcher(text).matches()
                    && text.chars().filter(c -> c == '+').count() <= 1;
        }

        private static @Nullable Phone possible(String text, String region) {
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

        private boolean isValid() {
            PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
            try {
                return numbers.isValidNumber(numbers.parse(normalised, UNKNOWN_REGION));
            } catch (NumberParseException e) {
                return false;
            }
        }

        private static String digits(String text) {
            return text.replaceAll("[^0-9]", "");
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

    /** Anything else, such as a name the caller chose, as it is seen. */
    record Label(String normalised) implements Identifier {
        private static final int LONGEST_READ = 4_096;

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

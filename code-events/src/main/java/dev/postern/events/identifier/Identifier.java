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
 * numbers in E.164, anything else character for character. Skyvern normalises e-mail addresses only
 * ({@code skyvern/utils/email_validation.py}); Postern adds the display name and the phone number, which its users send.
 */
public sealed interface Identifier {

    /** The form in which two spellings of one address are equal. */
    String normalised();

    /** The form for logs and topics: recognisable to its owner, no address to anybody else. */
    String masked();

    /** Never fails: what is neither address nor number is a label. */
    static Identifier of(String sent) {
        String stripped = sent.strip();
        Identifier recognised = Email.parse(stripped);
        if (recognised == null) {
            recognised = Phone.parse(stripped);
        }
        return recognised != null ? recognised : new Label(sent);
    }

    /** An e-mail address. */
    record Email(String normalised) implements Identifier {
        private static final int LONGEST = 320;
        // Possessive throughout: the text is a stranger's.
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
        private static final int SHOWN_DIGITS = 4;

        static @Nullable Phone parse(String text) {
            Matcher written = WRITTEN.matcher(text);
            if (!written.matches()) {
                return null;
            }
            PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
            try {
                PhoneNumber number = numbers.parse(text, "ZZ");
                return numbers.isPossibleNumber(number)
                        ? new Phone(numbers.format(number, PhoneNumberFormat.E164))
                        : null;
            } catch (NumberParseException e) {
                return null;
            }
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

package dev.postern.events.identifier;

import java.text.Normalizer;
import java.util.Locale;

/** E-mail addresses, and domains of such, in the one form in which two spellings are equal. */
public final class MailAddress {

    private MailAddress() {}

    /**
     * The address in lower case, with its letters composed (RFC 6532, section 3.1), without quotes around its local part, and with its
     * domain as {@link DomainName#ascii} has it. A text without an at sign is taken for a domain.
     */
    public static String normal(String written) {
        int at = written.lastIndexOf('@');
        String local = at < 0 ? "" : Spelling.unquoted(written.substring(0, at)) + "@";
        String whole = (local + DomainName.ascii(written.substring(at + 1))).toLowerCase(Locale.ROOT);
        return Normalizer.isNormalized(whole, Normalizer.Form.NFC)
                ? whole
                : Normalizer.normalize(whole, Normalizer.Form.NFC);
    }
}

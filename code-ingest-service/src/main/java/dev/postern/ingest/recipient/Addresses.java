package dev.postern.ingest.recipient;

import dev.postern.events.identifier.Identifier;
import dev.postern.events.identifier.MailAddress;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** E-mail addresses in headers, and which of them mean one mailbox. */
final class Addresses {
    private static final int MOST = 100;
    // Each part is possessive and bounded, and none begins within a word, since the text comes from strangers.
    private static final String LETTER = "[^\\s<>()\\[\\],;:=\"'@]";
    private static final String WORD = "(?<!" + LETTER + ")" + LETTER + "{1,320}+(?:'" + LETTER + "{1,320}+){0,8}+";
    private static final Pattern ADDRESS =
            Pattern.compile(WORD + "(?:=[^\\s<>()\\[\\],;:\"'@]{1,320}+)?+@[^\\s<>()\\[\\],;:\"'@]{1,255}+");
    private static final Set<String> GMAIL = Set.of("gmail.com", "googlemail.com");

    private Addresses() {}

    /** The addresses of a list as {@code To} has it, without names and groups' names (RFC 5322, section 3.4). */
    static List<String> listed(String value) {
        try {
            return Arrays.stream(InternetAddress.parseHeader(value, false))
                    .filter(address -> !address.isGroup())
                    .flatMap(address -> alone(String.valueOf(address.getAddress())))
                    .limit(MOST)
                    .toList();
        } catch (AddressException e) {
            return within(value).toList();
        }
    }

    /** An address that was parsed; where it is none, whatever looks like one in it. */
    private static Stream<String> alone(String parsed) {
        boolean isBare = !parsed.contains("<") && Identifier.of(parsed) instanceof Identifier.Email;
        return isBare ? Stream.of(plain(parsed)) : within(parsed);
    }

    /** Whatever looks like an address in a text. */
    static Stream<String> within(String text) {
        return ADDRESS.matcher(text)
                .results()
                .map(MatchResult::group)
                .limit(MOST)
                .map(Addresses::plain);
    }

    /** An address in the form that is compared; qmail writes the domain in front, too. */
    private static String plain(String address) {
        String normal = MailAddress.normal(address);
        String prefix = domain(normal) + "-";
        return normal.startsWith(prefix) && normal.indexOf('@') > prefix.length()
                ? normal.substring(prefix.length())
                : normal;
    }

    static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** Whether two addresses lead to one mailbox: what stands after a plus counts for nothing, and at Gmail dots neither. */
    static boolean meetIn(String one, String other) {
        return mailbox(one).equals(mailbox(other));
    }

    private static String mailbox(String address) {
        String domain = domain(address);
        String local = address.substring(0, address.lastIndexOf('@')).split("\\+", 2)[0];
        return GMAIL.contains(domain) ? local.replace(".", "") + "@gmail.com" : local + "@" + domain;
    }
}

package dev.postern.events.identifier;

import java.net.IDN;
import java.util.regex.Pattern;

/** A name of a host: the part of an e-mail address behind the at sign, or that of a page's origin. */
public final class DomainName {
    private static final Pattern OTHER_DOTS = Pattern.compile("[\u3002\uFF0E\uFF61]");
    // IDNA 2008 keeps these letters, which Java's older form would replace: two domains would be taken for one
    // (RFC 5894, section 7.2).
    private static final Pattern READ_IN_TWO_WAYS = Pattern.compile("[\u00DF\u1E9E\u03C2]");

    private DomainName() {}

    /**
     * The domain in ASCII (RFC 3490, section 4), without the dot of the root behind it. What is no domain, or could be two, is
     * returned as it is.
     */
    public static String ascii(String written) {
        String domain = OTHER_DOTS.matcher(written).replaceAll(".");
        String rooted = domain.length() > 1 && domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        if (rooted.chars().allMatch(c -> c < 0x80)
                || READ_IN_TWO_WAYS.matcher(rooted).find()) {
            return rooted;
        }
        try {
            return IDN.toASCII(rooted, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            return written;
        }
    }
}

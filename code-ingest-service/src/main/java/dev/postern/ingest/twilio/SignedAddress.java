package dev.postern.ingest.twilio;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The spellings of an address that Twilio may have signed. Twilio is not consistent: it adds and drops the port, and
 * writes the query as configured or as a browser would. This class works on the text, since a URI class would decode
 * and encode what must stay as it is.
 */
final class SignedAddress {
    private static final String HTTPS = "https://";
    private static final String HTTP = "http://";

    private SignedAddress() {}

    static Set<String> spellings(String configured) {
        int fragment = configured.indexOf('#');
        String url = fragment < 0 ? configured : configured.substring(0, fragment);
        Set<String> spellings = new LinkedHashSet<>();
        for (String spelling : new String[] {url, withPort(url), withoutPort(url)}) {
            spellings.add(spelling);
            spellings.add(withBrowsersQuery(spelling));
        }
        return spellings;
    }

    private static String withPort(String url) {
        int end = authorityEnd(url);
        if (portStart(url, end) >= 0) {
            return url;
        }
        return url.substring(0, end) + (url.startsWith(HTTPS) ? ":443" : ":80") + url.substring(end);
    }

    private static String withoutPort(String url) {
        int end = authorityEnd(url);
        int port = portStart(url, end);
        return port < 0 ? url : url.substring(0, port) + url.substring(end);
    }

    /** The end of the authority, where the path, the query or nothing follows. */
    private static int authorityEnd(String url) {
        int start = url.startsWith(HTTPS) ? HTTPS.length() : HTTP.length();
        for (int i = start; i < url.length(); i++) {
            if (url.charAt(i) == '/' || url.charAt(i) == '?') {
                return i;
            }
        }
        return url.length();
    }

    /** The place of the colon before the port; a colon in a password or in an IPv6 address is not it. */
    private static int portStart(String url, int authorityEnd) {
        int i = authorityEnd;
        while (i > 0 && Character.isDigit(url.charAt(i - 1))) {
            i--;
        }
        return i < authorityEnd && i > HTTPS.length() && url.charAt(i - 1) == ':' ? i - 1 : -1;
    }

    /** Encodes what a browser would (WHATWG URL, section 4.4: the special-query percent-encode set). */
    private static String withBrowsersQuery(String url) {
        int mark = url.indexOf('?');
        if (mark < 0) {
            return url;
        }
        StringBuilder encoded = new StringBuilder(url.substring(0, mark + 1));
        for (byte unit : url.substring(mark + 1).getBytes(StandardCharsets.UTF_8)) {
            int value = unit & 0xFF;
            if (value <= ' ' || value >= 0x7F || "\"#<>'".indexOf(value) >= 0) {
                encoded.append('%').append("%02X".formatted(value));
            } else {
                encoded.append((char) value);
            }
        }
        return encoded.toString();
    }
}

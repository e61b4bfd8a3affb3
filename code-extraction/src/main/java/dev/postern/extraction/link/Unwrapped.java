package dev.postern.extraction.link;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address inside one that a mail filter wrapped around it, where the text alone tells it. Filters name it in a
 * parameter, as Microsoft, Barracuda, FireEye and Trend Micro do, in the path, as Cisco and Check Point do, or in a
 * spelling of their own, as Proofpoint and Sophos do. Mimecast hides the address, so its links stay as they are.
 * Nothing is fetched.
 */
final class Unwrapped {
    private static final int MOST_WRAPS = 4;
    private static final Pattern FILTER = Pattern.compile("(?i)https?://(?:"
            + "[a-z0-9.-]*\\.safelinks\\.protection\\.(?:outlook\\.com|office365\\.us)"
            + "|[a-z0-9.-]*\\.?cudasvc\\.com"
            + "|secure-web\\.cisco\\.com"
            + "|[a-z0-9.-]*\\.(?:fireeye|trellix)\\.com"
            + "|[a-z0-9.-]*\\.?url-protection\\.com"
            + "|[a-z0-9.-]*\\.trendmicro\\.(?:com|eu|co\\.jp)"
            + "|urldefense\\.proofpoint\\.com/v1"
            + "|[a-z0-9.-]*\\.?(?:urlsand\\.com|esvalabs\\.com)"
            + "|[a-z0-9.-]*\\.?protection\\.sophos\\.com"
            + "|clicktime\\.[a-z0-9.-]+"
            + "|[a-z0-9.-]*\\.trustwave\\.com"
            + "|[a-z0-9.-]*\\.?titanhq\\.com"
            + "|[a-z0-9.-]*\\.(?:hornetsecurity|vadesecure|spamtitan|mailcontrol|mailguard|websense|forcepoint|darktrace)\\.com"
            + "|(?:[a-z0-9.-]+\\.)?(?:avanan\\.click|checkpoint\\.com)"
            + "|(?:www\\.)?google\\.[a-z.]{2,6}(?=/url\\?)"
            + "|l\\.facebook\\.com"
            + "|[a-z0-9.-]+(?=/fmlurlsvc/)"
            + ")(?::\\d+)?[/?].*");
    private static final Pattern PROOFPOINT_2 =
            Pattern.compile("(?i)https://urldefense\\.proofpoint\\.com/v2/url\\?(?:[^#]*&)?u=([^&#]+).*");
    private static final Pattern PROOFPOINT_3 =
            Pattern.compile("(?i)https://urldefense\\.(?:us|com|proofpoint\\.com)/v3/__(.+?)__;([A-Za-z0-9_-]*)!.*");
    private static final Pattern CHECK_POINT = Pattern.compile("(?i)https?://[^/]+/[a-z0-9/]*___(https?:.+?)___.*");
    private static final Pattern IN_PATH =
            Pattern.compile("(?i)https?://[^/]+/.*?/(https?(?:%3A|:)(?:%2F|/){2}[^/]*.*)");
    private static final Pattern BASE_64 = Pattern.compile("aHR0c[A-Za-z0-9+/_-]+=*");

    private Unwrapped() {}

    static String of(String url) {
        String inner = url;
        for (int i = 0; i < MOST_WRAPS; i++) {
            String next = once(inner);
            if (next.equals(inner)) {
                return inner;
            }
            inner = next;
        }
        return inner;
    }

    private static String once(String url) {
        if (url.indexOf("urldefense") > 0) {
            Matcher second = PROOFPOINT_2.matcher(url);
            if (second.matches()) {
                return decoded(second.group(1).replace('-', '%').replace('_', '/'), url);
            }
            Matcher third = PROOFPOINT_3.matcher(url);
            if (third.matches()) {
                return filledIn(third.group(1), third.group(2), url);
            }
        }
        return mayWrap(url) && FILTER.matcher(url).matches() ? named(url) : url;
    }

    private static boolean mayWrap(String url) {
        return url.toLowerCase(Locale.ROOT).indexOf("http", 4) > 0 || url.contains("aHR0c");
    }

    /** The address in a parameter or in the path of a filter. */
    private static String named(String url) {
        int start = url.indexOf('?') + 1;
        while (start > 0 && start < url.length()) {
            int ampersand = url.indexOf('&', start);
            int end = ampersand < 0 ? url.length() : ampersand;
            int equals = url.indexOf('=', start);
            if (equals > 0 && equals < end) {
                String value = url.substring(equals + 1, end);
                String inner = BASE_64.matcher(value.replace("%3D", "=")).matches()
                        ? ofBase64(value.replace("%3D", "="), url)
                        : decoded(value, url);
                if (!inner.equals(url)) {
                    return inner;
                }
            }
            start = end + 1;
        }
        Matcher checkPoint = CHECK_POINT.matcher(url);
        if (checkPoint.matches()) {
            return checkPoint.group(1);
        }
        Matcher path = IN_PATH.matcher(url);
        return path.matches() ? decoded(path.group(1), url) : url;
    }

    private static String ofBase64(String base64, String wrapped) {
        try {
            String standard = base64.replace('+', '-').replace('/', '_').replace("=", "");
            return web(new String(Base64.getUrlDecoder().decode(standard), StandardCharsets.UTF_8), wrapped);
        } catch (IllegalArgumentException e) {
            return wrapped;
        }
    }

    private static String decoded(String encoded, String wrapped) {
        try {
            return web(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8), wrapped);
        } catch (IllegalArgumentException e) {
            return wrapped;
        }
    }

    private static String web(String inner, String wrapped) {
        return inner.startsWith("https://") || inner.startsWith("http://") ? inner : wrapped;
    }

    /** Each asterisk stands for the next of the characters that follow in Base64. */
    private static String filledIn(String masked, String base64, String wrapped) {
        try {
            String characters = new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
            StringBuilder inner = new StringBuilder();
            int next = 0;
            for (int i = 0; i < masked.length(); i++) {
                boolean filled = masked.charAt(i) == '*' && next < characters.length();
                inner.append(filled ? characters.charAt(next++) : masked.charAt(i));
            }
            return inner.toString();
        } catch (IllegalArgumentException e) {
            return wrapped;
        }
    }
}

package dev.postern.extraction.link;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address inside one that a mail filter wrapped around it, where the text alone tells it: Microsoft's Safe Links,
 * and Proofpoint's URL Defense in its second and third form. Mimecast hides the address, so its links stay as they are.
 * Nothing is fetched.
 */
final class Unwrapped {
    private static final Pattern SAFE_LINKS = Pattern.compile(
            "(?i)https://[a-z0-9.-]+\\.safelinks\\.protection\\.outlook\\.com/[^?]*\\?(?:[^#]*&)?url=([^&#]+).*");
    private static final Pattern PROOFPOINT_2 =
            Pattern.compile("(?i)https://urldefense\\.proofpoint\\.com/v2/url\\?(?:[^#]*&)?u=([^&#]+).*");
    private static final Pattern PROOFPOINT_3 =
            Pattern.compile("(?i)https://urldefense\\.(?:us|com|proofpoint\\.com)/v3/__(.+?)__;([A-Za-z0-9_-]*)!.*");

    private Unwrapped() {}

    static String of(String url) {
        if (!url.contains("safelinks") && !url.contains("urldefense")) {
            return url;
        }
        Matcher safeLinks = SAFE_LINKS.matcher(url);
        if (safeLinks.matches()) {
            return decoded(safeLinks.group(1), url);
        }
        Matcher second = PROOFPOINT_2.matcher(url);
        if (second.matches()) {
            return decoded(second.group(1).replace('-', '%').replace('_', '/'), url);
        }
        Matcher third = PROOFPOINT_3.matcher(url);
        return third.matches() ? filledIn(third.group(1), third.group(2), url) : url;
    }

    private static String decoded(String encoded, String wrapped) {
        try {
            String inner = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
            return inner.startsWith("https://") || inner.startsWith("http://") ? inner : wrapped;
        } catch (IllegalArgumentException e) {
            return wrapped;
        }
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

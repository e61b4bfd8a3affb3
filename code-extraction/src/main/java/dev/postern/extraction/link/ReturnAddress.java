package dev.postern.extraction.link;

import java.util.Locale;
import java.util.Set;

/**
 * The page to which a sign-in page sends its visitor afterwards. It stands inside the link but says nothing about it.
 */
final class ReturnAddress {
    private static final Set<String> NAMES = Set.of(
            "back",
            "callback",
            "callbackurl",
            "clientredirect",
            "continue",
            "continueurl",
            "destination",
            "from",
            "goto",
            "next",
            "nexturl",
            "origin",
            "r",
            "redirect",
            "redirectto",
            "redirecturi",
            "redirecturl",
            "return",
            "returnpath",
            "returnto",
            "returnuri",
            "returnurl",
            "service",
            "successurl");

    private ReturnAddress() {}

    /** The address without the parameters that only name a page to return to. */
    static String removedFrom(String url) {
        int query = url.indexOf('?');
        if (query < 0 || url.toLowerCase(Locale.ROOT).indexOf("http", 4) < 0) {
            return url;
        }
        StringBuilder rest = new StringBuilder(url.substring(0, query + 1));
        for (int start = query + 1; start < url.length(); ) {
            int end = start;
            while (end < url.length() && url.charAt(end) != '&') {
                end++;
            }
            if (!isReturn(url.substring(start, end))) {
                rest.append(url, start, Math.min(end + 1, url.length()));
            }
            start = end + 1;
        }
        return rest.toString();
    }

    private static boolean isReturn(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 0) {
            return false;
        }
        String name = parameter
                .substring(0, equals)
                .toLowerCase(Locale.ROOT)
                .replace("_", "")
                .replace("-", "");
        return NAMES.contains(name) && parameter.regionMatches(true, equals + 1, "http", 0, 4);
    }
}

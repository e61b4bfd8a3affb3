package dev.postern.credential.imports.authenticator;

import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Members;
import dev.postern.credential.imports.entry.Notice;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an address says beside the key: an app's note, its icon. The key itself is read by {@code pasted}. */
final class AddressParameters {
    private static final String DISPLAY = "codedisplay";
    private static final Set<String> OF_THE_KEY = Set.of(
            "secret",
            "issuer",
            "algorithm",
            "algo",
            "alg",
            "hash",
            "digest",
            "hashalgorithm",
            "digits",
            "digit",
            "period",
            "interval",
            "step",
            "timestep",
            "counter",
            "encoder",
            "encoding",
            "type",
            "otptype",
            "tokentype",
            "data");
    // How Ente shows a code, and when it did.
    private static final Set<String> OF_THE_SCREEN =
            Set.of("pinned", "lastUsedAt", "tapCount", "position", "iconSrc", "iconID");

    private AddressParameters() {}

    static List<Notice> notKept(String address) {
        List<Notice> notices = new ArrayList<>();
        for (String pair : query(address).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? "" : pair.substring(0, equals);
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals(DISPLAY)) {
                notices.addAll(Members.of(Content.parse(decoded(pair.substring(equals + 1))))
                        .without(OF_THE_SCREEN)
                        .leftOver());
            } else if (!name.isEmpty() && equals < pair.length() - 1 && !OF_THE_KEY.contains(lower)) {
                notices.add(Notice.notKept(name));
            }
        }
        return notices;
    }

    /** Whether the application had deleted the entry, and still kept it. */
    static boolean isDeleted(String address) {
        for (String pair : query(address).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).toLowerCase(Locale.ROOT).equals(DISPLAY)) {
                return Content.parse(decoded(pair.substring(equals + 1)))
                        .path("trashed")
                        .asBoolean(false);
            }
        }
        return false;
    }

    /** Issuer and account as they stand in the address; empty when it has none. */
    static String label(String address) {
        int question = address.indexOf('?');
        String head = question < 0 ? "" : address.substring(0, question);
        return head.indexOf('/') < 0 ? "" : decoded(head.substring(head.lastIndexOf('/') + 1));
    }

    private static String query(String address) {
        int question = address.indexOf('?');
        return question < 0 ? "" : address.substring(question + 1);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}

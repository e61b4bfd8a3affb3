package dev.postern.extraction;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gmail's question whether it may forward a mailbox to Postern. Its number and its link are for the person who sets
 * that up; they are not a login's code. It is known by its sender and its link, never by words, since it comes in the
 * user's language.
 *
 * @param code the number to type into Gmail; null when there is only the link
 * @param confirmUrl opens a page on which the forwarding is confirmed; a secret
 */
public record ForwardingSetup(@Nullable String code, String confirmUrl) {
    private static final String SENDER = "forwarding-noreply@google.com";
    private static final List<String> HOSTS = List.of(
            "https://mail-settings.google.com/", "https://mail.google.com/", "https://isolated.mail.google.com/");
    private static final String CONFIRMS = "vf-";
    private static final Pattern ADDRESS = Pattern.compile("(?:.*<)?([^<>\\s]+)>?\\s*");
    private static final Pattern CODE_IN_SUBJECT = Pattern.compile("#\\s?([0-9]{6,10})\\b");
    private static final Pattern CODE_IN_TEXT = Pattern.compile("[:：]\\s*([0-9]{6,10})\\s");

    /** The question in a mail; empty when the mail is not one. */
    public static Optional<ForwardingSetup> in(Message message) {
        String sender = message.sender();
        if (sender == null) {
            return Optional.empty();
        }
        Matcher address = ADDRESS.matcher(sender);
        if (!address.matches() || !address.group(1).toLowerCase(Locale.ROOT).equals(SENDER)) {
            return Optional.empty();
        }
        String text = message.text();
        String body = text != null ? text : message.html();
        String url = body == null ? null : confirmUrl(body);
        return url == null ? Optional.empty() : Optional.of(new ForwardingSetup(code(message.subject(), body), url));
    }

    private static @Nullable String confirmUrl(String body) {
        for (String host : HOSTS) {
            int i = body.indexOf(host);
            while (i >= 0) {
                int end = i;
                while (end < body.length()
                        && !Character.isWhitespace(body.charAt(end))
                        && "\"'<>".indexOf(body.charAt(end)) < 0) {
                    end++;
                }
                String url = body.substring(i, end);
                String path = url.substring(host.length() - 1);
                if (path.startsWith("/" + CONFIRMS)
                        || path.contains("/mail/" + CONFIRMS)
                        || path.contains("/0/" + CONFIRMS)) {
                    return url;
                }
                i = body.indexOf(host, end);
            }
        }
        return null;
    }

    private static @Nullable String code(String subject, @Nullable String body) {
        Matcher inSubject = CODE_IN_SUBJECT.matcher(subject);
        if (inSubject.find()) {
            return inSubject.group(1);
        }
        Matcher inText = CODE_IN_TEXT.matcher(body == null ? "" : body);
        return inText.find() ? inText.group(1) : null;
    }

    @Override
    public String toString() {
        return "ForwardingSetup[***]";
    }
}

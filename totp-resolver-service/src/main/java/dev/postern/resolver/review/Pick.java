package dev.postern.resolver.review;

import dev.postern.events.OtpType;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person picked out of a message.
 *
 * @param type whether it is a code or a link
 * @param value a code as it is typed, without blanks; or a link as it stands
 */
record Pick(OtpType type, String text, String value) {

    /**
     * Reads {@code {"code": "…"}} or {@code {"link": "…"}}.
     *
     * @throws Problem for neither, for both, or for a text that cannot be a code or link
     */
    static Pick read(JsonFields fields) {
        String code = fields.optionalString("code", TextLimit.CODE);
        String link = fields.optionalString("link", TextLimit.LINK);
        if (fields.errors().isEmpty()) {
            if ((code == null) == (link == null)) {
                fields.reject("code", "missing", "One of code and link is required, and not both");
            } else if (code != null) {
                checkCode(fields, code);
            } else {
                checkLink(fields, Objects.requireNonNull(link));
            }
        }
        fields.check();
        return code == null ? link(Objects.requireNonNull(link)) : code(code);
    }

    /** Whether it stands in a message. */
    boolean standsIn(String content) {
        return type == OtpType.TOTP
                ? MessageText.of(content).shows(text)
                : MessageText.of(content).links(text);
    }

    private static Pick code(String sent) {
        String folded = MessageText.fold(sent);
        return new Pick(OtpType.TOTP, folded, folded.replace(" ", ""));
    }

    private static Pick link(String sent) {
        return new Pick(OtpType.MAGIC_LINK, sent.strip(), sent.strip());
    }

    private static void checkCode(JsonFields fields, String sent) {
        String folded = MessageText.fold(sent);
        if (folded.codePoints().noneMatch(Character::isLetterOrDigit)) {
            fields.reject("code", "value_error", "A code has at least one letter or digit");
        }
    }

    private static void checkLink(JsonFields fields, String sent) {
        String link = sent.strip();
        if (!isWebAddress(link)) {
            fields.reject("link", "url_parsing", "Input should be a whole link that begins with https:// or http://");
        }
    }

    private static boolean isWebAddress(String link) {
        try {
            URI uri = new URI(link);
            @Nullable String scheme = uri.getScheme();
            return uri.getHost() != null && ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "Pick[type=" + type + ", ***]";
    }
}

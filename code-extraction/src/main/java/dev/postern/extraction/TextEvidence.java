package dev.postern.extraction;

import dev.postern.events.Evidence;
import dev.postern.events.WireNamed;
import org.jspecify.annotations.Nullable;

/**
 * Why a part of a message was taken for a code or a link.
 *
 * @param rule the stable name of the rule that decided
 * @param confidence between 0 and 1
 * @param part the part of the message in which it stands
 * @param start where it begins in that part, in UTF-16 units of the part as it was given
 * @param end where it ends, exclusive
 * @param runnerUp another value that is announced less firmly, a secret like the code; null when there is none
 */
public record TextEvidence(
        String rule,
        double confidence,
        Part part,
        int start,
        int end,
        @Nullable String runnerUp) {

    /** The parts of a message. */
    public enum Part implements WireNamed {
        SUBJECT,
        TEXT,
        HTML
    }

    /** Makes evidence in the text, without a runner-up. */
    TextEvidence(String rule, double confidence, int start, int end) {
        this(rule, confidence, Part.TEXT, start, end, null);
    }

    /** The evidence as the message's event carries it, without the text and its place. */
    public Evidence forEvent() {
        return new Evidence(rule, confidence);
    }

    /** The text at this place in the message it was found in; a secret. */
    public String in(Message message) {
        String source = switch (part) {
            case SUBJECT -> message.subject();
            // Of a message without a body the subject is the text, as in MessageParts.
            case TEXT -> message.text() == null && message.html() == null ? message.subject() : message.text();
            case HTML -> message.html();
        };
        return source == null || end > source.length() ? "" : source.substring(start, end);
    }

    @Override
    public String toString() {
        return "Evidence[rule=" + rule + ", confidence=" + confidence + ", part=" + part + ", start=" + start + ", end="
                + end + "]";
    }
}

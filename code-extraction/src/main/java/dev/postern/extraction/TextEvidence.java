package dev.postern.extraction;

import dev.postern.events.Evidence;
import dev.postern.events.WireNamed;
import org.jspecify.annotations.Nullable;

/**
 * Why a part of a message was taken for a code or a link.
 *
 * @param rule the stable name of the rule that decided
 * @param confidence between 0 and 1
 * @param part in which part of the message it stands
 * @param start where it begins there, in UTF-16 units of the part as it was given
 * @param end where it ends, exclusive
 * @param runnerUp what else was announced, less firmly; null when there was nothing. A secret like the code
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

    /** Without a runner-up, in the text. */
    TextEvidence(String rule, double confidence, int start, int end) {
        this(rule, confidence, Part.TEXT, start, end, null);
    }

    /** As the events of the message carry it, without the text and its place. */
    public Evidence forEvent() {
        return new Evidence(rule, confidence);
    }

    /** What stands there in the message it was found in: a secret. */
    public String in(Message message) {
        String source = switch (part) {
            case SUBJECT -> message.subject();
            case TEXT -> message.text();
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

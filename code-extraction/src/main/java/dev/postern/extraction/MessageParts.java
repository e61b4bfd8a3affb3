package dev.postern.extraction;

import dev.postern.extraction.language.Reply;
import dev.postern.extraction.language.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * What the rules look at in one message: its subject, and its text, its HTML, or both. For a message without a body,
 * the subject is the text.
 *
 * @param subject stands above the bodies; empty when there is none
 * @param text the plain text; null when there is none
 * @param html the HTML; null when there is none
 */
record MessageParts(
        MessagePart subject,
        @Nullable MessagePart text,
        @Nullable MessagePart html) {

    static MessageParts of(Message message, Reply reply, Vocabulary vocabulary) {
        String subject = message.subject();
        String text = message.text();
        String html = message.html();
        if (text == null && html == null) {
            return new MessageParts(MessagePart.subject("", vocabulary), MessagePart.text(subject, vocabulary), null);
        }
        boolean answers = reply.is(subject);
        return new MessageParts(
                MessagePart.subject(subject, vocabulary),
                text == null ? null : MessagePart.text(answers ? reply.ownText(text) : text, vocabulary),
                html == null ? null : MessagePart.html(html, answers, vocabulary));
    }

    /** Whether it is a text alone, as phones send them. */
    boolean isText() {
        return text != null && html == null && subject.isBlank();
    }

    /** What the message says besides its code. */
    Details details() {
        MessagePart body = text != null ? text : html;
        return DetailsReader.read(body == null ? subject.seen() : body.seenUnder(subject));
    }
}

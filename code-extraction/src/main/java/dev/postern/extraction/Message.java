package dev.postern.extraction;

import dev.postern.extraction.mail.Mail;
import dev.postern.extraction.mail.MailParser;
import org.jspecify.annotations.Nullable;

/**
 * A message as it was forwarded. Its parts are unchanged, and none of them is printed by {@link #toString()}.
 *
 * @param subject of a mail; empty when there is none
 * @param text the text of a message, or of a mail that has one; null when it has none
 * @param html the HTML of a mail that has some; null when it has none
 * @param pushed whether a caller pushed it as the content of a code, so that Skyvern's rules for short content hold
 */
public record Message(
        String subject, @Nullable String text, @Nullable String html, boolean pushed) {

    /** What a caller pushes: a code, a link, or a message that holds one, which may be HTML. */
    public static Message pushed(String content) {
        return new Message("", content, null, true);
    }

    /** A text message. */
    public static Message text(String text) {
        return new Message("", text, null, false);
    }

    /** A mail by its parts. */
    public static Message mail(String subject, @Nullable String text, @Nullable String html) {
        return new Message(subject, text, html, false);
    }

    /** A mail as it travels, RFC 5322 and MIME. What cannot be read of it is left out. */
    public static Message mime(byte[] raw) {
        Mail mail = MailParser.parse(raw);
        return mail(mail.subject(), mail.text(), mail.html());
    }

    @Override
    public String toString() {
        return "Message[***]";
    }
}

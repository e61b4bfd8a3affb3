package dev.postern.extraction;

import dev.postern.extraction.mail.Mail;
import dev.postern.extraction.mail.MailParser;
import org.jspecify.annotations.Nullable;

/**
 * A message as it was forwarded. Its parts are unchanged, and {@link #toString()} prints no part of it.
 *
 * @param sender the From of a mail, as written there, or the sender of a text message; null when it is not known
 * @param subject of a mail; empty when there is none
 * @param text the text of a message, or of a mail that has one; null when it has none
 * @param html the HTML of a mail that has some; null when it has none
 * @param pushed whether a caller pushed it as the content of a code, so that Skyvern's rules for short content hold
 */
public record Message(
        @Nullable String sender,
        String subject,
        @Nullable String text,
        @Nullable String html,
        boolean pushed) {

    /** What a caller pushes: a code, a link, or a message that holds one, which may be HTML. */
    public static Message pushed(String content) {
        return new Message(null, "", content, null, true);
    }

    /** A text message. */
    public static Message text(String text) {
        return new Message(null, "", text, null, false);
    }

    /** A text message and the number or name it came from; null when that is not known. */
    public static Message textFrom(@Nullable String sender, String text) {
        return new Message(sender, "", text, null, false);
    }

    /** A mail by its parts. */
    public static Message mail(String subject, @Nullable String text, @Nullable String html) {
        return mail(null, subject, text, html);
    }

    /** A mail by its parts and its sender. */
    public static Message mail(@Nullable String sender, String subject, @Nullable String text, @Nullable String html) {
        return new Message(sender, subject, text, html, false);
    }

    /** A mail in its transport form (RFC 5322 and MIME). Parts that cannot be read are left out. */
    public static Message mime(byte[] raw) {
        Mail mail = MailParser.parse(raw);
        return mail(mail.header("from").orElse(null), mail.subject(), mail.text(), mail.html());
    }

    @Override
    public String toString() {
        return "Message[***]";
    }
}

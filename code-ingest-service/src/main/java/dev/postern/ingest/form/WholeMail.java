package dev.postern.ingest.form;

import dev.postern.events.identifier.MailAddress;
import dev.postern.extraction.mail.Mail;
import dev.postern.extraction.mail.MailParser;
import dev.postern.ingest.message.Held;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.recipient.HeaderFields;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A mail in its transport form (RFC 5322) inside a post, with the envelope that a provider told. */
public final class WholeMail {

    private WholeMail() {}

    /**
     * What it says, once for each recipient of the envelope.
     *
     * @param key equal for all attempts to deliver the mail; null: made of the mail's own id, its recipients and the mail
     * @param recipients of the envelope; when there are none, they are sought in the mail
     */
    public static Reading read(byte[] raw, @Nullable String key, List<String> recipients) {
        Mail mail = MailParser.parse(raw);
        String delivery =
                key == null ? DeliveryKeys.ofMail(mail.header("message-id").orElse(null), recipients, raw) : key;
        List<String> to = recipients.isEmpty() ? recipients(mail).limit(1).toList() : recipients;
        return toEach(to, delivery, (each, recipient) -> message(each, recipient, mail, mail::headers));
    }

    /**
     * What a mail says that a mail server delivered, once for each recipient. A mail with an id of its own is known by it and the
     * recipient, however the server groups recipients when it tries again.
     *
     * @param sender of the envelope; empty for a bounce
     */
    public static Reading delivered(byte[] raw, String sender, Collection<String> recipients) {
        Mail mail = MailParser.parse(raw);
        return delivered(raw, mail, withSender(mail, sender), recipients);
    }

    /**
     * What a mail says that a provider forwards, once for each recipient. It is known by its own id and the recipient, as one that a
     * mail server delivered.
     *
     * @param recipients of the envelope; when there are none, they are sought in the mail
     */
    public static Reading forwarded(byte[] raw, List<String> recipients) {
        Mail mail = MailParser.parse(raw);
        List<String> to = recipients.isEmpty() ? recipients(mail).limit(1).toList() : recipients;
        return to.isEmpty() ? new Reading.Refused(Refusal.NOT_UNDERSTOOD) : delivered(raw, mail, mail::headers, to);
    }

    private static Reading delivered(byte[] raw, Mail mail, HeaderFields headers, Collection<String> recipients) {
        String delivery = DeliveryKeys.ofMail(mail.header("message-id").orElse(null), List.of(), raw);
        List<ProviderMessage> messages = recipients.stream()
                .map(MailAddress::normal)
                .distinct()
                .map(to -> message(delivery + '\n' + to, to, mail, headers))
                .filter(each -> !each.isEmpty())
                .toList();
        return messages.isEmpty() ? new Reading.HoldsNothing() : new Reading.Holds(messages);
    }

    /**
     * What a mail says that was found in a mailbox. It is known by its own id, in whichever folder it lies.
     *
     * @param user as whom the mailbox is signed in to: the recipient, if it is an address
     * @param held since when it lay there, as the mailbox' server says
     */
    public static Reading found(byte[] raw, String user, Held held) {
        Mail mail = MailParser.parse(raw);
        String key = DeliveryKeys.ofMail(mail.header("message-id").orElse(null), List.of(), raw);
        String recipient =
                user.contains("@") ? user : recipients(mail).findFirst().orElse(user);
        ProviderMessage message = message(key, recipient, mail, mail::headers).held(held);
        return message.isEmpty() ? new Reading.HoldsNothing() : new Reading.Holds(message);
    }

    private static Stream<String> recipients(Mail mail) {
        return Stream.of("delivered-to", "x-original-to", "to")
                .flatMap(name -> mail.header(name).stream())
                .filter(value -> !value.isBlank());
    }

    /** A mail server that delivers for good writes the envelope's sender down (RFC 5321, section 4.4). */
    private static HeaderFields withSender(Mail mail, String sender) {
        return name -> name.equalsIgnoreCase("return-path") ? List.of('<' + sender + '>') : mail.headers(name);
    }

    private static ProviderMessage message(String key, String recipient, Mail mail, HeaderFields headers) {
        return ProviderMessage.mail(
                key,
                recipient,
                headers,
                mail.header("from").or(() -> mail.header("sender")).orElse(null),
                mail.subject(),
                mail.text(),
                mail.html());
    }

    /**
     * The message for each recipient, under a key of its own.
     *
     * @param key equal for all attempts to deliver the mail
     */
    public static Reading toEach(List<String> recipients, String key, ForRecipient message) {
        List<String> distinct = recipients.stream()
                .filter(to -> !to.isBlank())
                .distinct()
                .limit(100)
                .toList();
        if (distinct.isEmpty()) {
            return new Reading.Refused(Refusal.NOT_UNDERSTOOD);
        }
        List<ProviderMessage> messages = distinct.stream()
                .map(to -> message.of(distinct.size() == 1 ? key : key + '\n' + to, to))
                .filter(each -> !each.isEmpty())
                .toList();
        return messages.isEmpty() ? new Reading.HoldsNothing() : new Reading.Holds(messages);
    }

    /** Makes the message for one recipient. */
    @FunctionalInterface
    public interface ForRecipient {
        ProviderMessage of(String key, String recipient);
    }
}

package dev.postern.ingest.form;

import dev.postern.extraction.mail.Mail;
import dev.postern.extraction.mail.MailParser;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;
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
        List<String> to = recipients.isEmpty()
                ? Stream.of("delivered-to", "x-original-to", "to")
                        .flatMap(name -> mail.header(name).stream())
                        .filter(value -> !value.isBlank())
                        .limit(1)
                        .toList()
                : recipients;
        return toEach(
                to,
                delivery,
                (each, recipient) -> ProviderMessage.mail(
                        each,
                        recipient,
                        mail::headers,
                        mail.header("from").orElse(null),
                        mail.subject(),
                        mail.text(),
                        mail.html()));
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

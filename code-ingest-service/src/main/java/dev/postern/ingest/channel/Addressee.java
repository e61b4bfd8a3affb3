package dev.postern.ingest.channel;

import dev.postern.events.MatchBy;
import dev.postern.events.identifier.Identifier;
import dev.postern.events.identifier.Identifier.Email;
import dev.postern.ingest.recipient.HeaderFields;
import dev.postern.ingest.recipient.OriginalRecipient;
import dev.postern.platform.body.StorableText;
import org.jspecify.annotations.Nullable;

/**
 * How a channel finds the identifier of a message. Where its rule finds nothing, the recipient is used. The message is
 * then in the history under the address it really came to, and no login gets a code by a guess.
 *
 * @param matchBy the rule
 * @param header the header's name, for {@link MatchBy#HEADER}
 * @param fixed the identifier, for {@link MatchBy#FIXED}
 * @param defaultRegion the region of phone numbers without a country code; null when there is none
 */
public record Addressee(
        MatchBy matchBy,
        @Nullable String header,
        @Nullable String fixed,
        @Nullable String defaultRegion) {

    /**
     * The identifier that a message was sent to.
     *
     * @param recipient the number or the address the message was delivered to
     * @param author the mail's From; null when it is not known
     * @param headers of the mail
     * @param text the mail's text, in which it may say that a person forwards it; null when it has none
     */
    public Identifier of(String recipient, @Nullable String author, HeaderFields headers, @Nullable String text) {
        String found = StorableText.withoutControls(found(recipient, author, headers, text));
        return defaultRegion == null ? Identifier.of(found) : Identifier.of(found, defaultRegion);
    }

    private String found(String recipient, @Nullable String author, HeaderFields headers, @Nullable String text) {
        return switch (matchBy) {
            case RECIPIENT -> OriginalRecipient.of(recipient, author, headers, text);
            case FIXED -> fixed == null ? recipient : fixed;
            case HEADER -> {
                String value = header == null
                        ? ""
                        : headers.all(header).stream().findFirst().orElse("");
                yield value.isBlank() ? recipient : firstOf(value);
            }
            case PLUS_PART -> plusPart(recipient);
        };
    }

    /** The first address of a header. A header may name several; a code is for one, and a forwarder means the first. */
    private static String firstOf(String value) {
        if (Identifier.of(value) instanceof Email) {
            return value;
        }
        return value.split("[,;]", 2)[0].strip();
    }

    private static String plusPart(String recipient) {
        if (!(Identifier.of(recipient) instanceof Email(String address))) {
            return recipient;
        }
        String local = address.substring(0, address.lastIndexOf('@'));
        int plus = local.indexOf('+');
        if (plus < 0 || plus == local.length() - 1) {
            return recipient;
        }
        String part = local.substring(plus + 1);
        int equals = part.lastIndexOf('=');
        return equals < 0 ? part : part.substring(0, equals) + "@" + part.substring(equals + 1);
    }

    @Override
    public String toString() {
        return "Addressee[matchBy=" + matchBy + ", ***]";
    }
}

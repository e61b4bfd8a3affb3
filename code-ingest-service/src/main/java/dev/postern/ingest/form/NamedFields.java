package dev.postern.ingest.form;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.provider.WebhookRequest;
import dev.postern.ingest.recipient.HeaderFields;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message whose fields have the names that its sender chose, in JSON or in a form. A channel's settings say where each stands, as
 * a JSON pointer (RFC 6901); in a form, {@code /Body} is the field {@code Body}. Otherwise the usual names are tried.
 */
public final class NamedFields {
    private static final List<String> TEXT = List.of("text", "message", "msg", "body", "content");
    private static final List<String> SENDER = List.of("sender", "from", "phone", "number", "address");
    private static final List<String> RECIPIENT = List.of("recipient", "to");

    private final Function<String, @Nullable String> byPointer;

    private NamedFields(Function<String, @Nullable String> byPointer) {
        this.byPointer = byPointer;
    }

    /** The fields of a post; empty when it is neither JSON nor a form. */
    public static Optional<NamedFields> of(WebhookRequest request) {
        return PostedForm.of(request)
                .map(form -> new NamedFields(pointer -> form.text(unescaped(pointer.substring(1)))))
                .or(() -> JsonPost.of(request).map(json -> new NamedFields(json::text)));
    }

    /** The value that a channel's setting points to, or else the first of the usual names; null when there is none. */
    public @Nullable String find(Channel channel, String setting, List<String> usual) {
        Optional<String> pointer = channel.setting(setting);
        if (pointer.isPresent()) {
            return byPointer.apply(pointer.get());
        }
        return usual.stream()
                .flatMap(name -> Stream.ofNullable(byPointer.apply("/" + name)))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse(null);
    }

    /** The text; null when there is none. */
    public @Nullable String text(Channel channel) {
        return find(channel, "text", TEXT);
    }

    /** The sender; null when there is none. */
    public @Nullable String sender(Channel channel) {
        return find(channel, "sender", SENDER);
    }

    /** The message's own id; null when there is none. */
    public @Nullable String id(Channel channel) {
        return find(channel, "id", List.of("id"));
    }

    /**
     * The message. Without a recipient it counts as sent to the channel, so that no login gets it by a guess; a channel with
     * a fixed identifier needs none.
     */
    public Reading message(String key, Channel channel) {
        String text = text(channel);
        String sender = sender(channel);
        String given = find(channel, "recipient", RECIPIENT);
        String recipient = given == null ? channel.channelId() : given;
        String subject = find(channel, "subject", List.of("subject"));
        String html = find(channel, "html", List.of("html"));
        if (subject == null && html == null) {
            return text == null
                    ? new Reading.HoldsNothing()
                    : new Reading.Holds(ProviderMessage.text(key, recipient, sender, text));
        }
        ProviderMessage mail = ProviderMessage.mail(
                key, recipient, HeaderFields.NONE, sender, subject == null ? "" : subject, text, html);
        return mail.isEmpty() ? new Reading.HoldsNothing() : new Reading.Holds(mail);
    }

    /** The answer to a post that is neither JSON nor a form. */
    public static Reading notUnderstood() {
        return new Reading.Refused(Refusal.NOT_UNDERSTOOD);
    }

    private static String unescaped(String step) {
        return step.replace("~1", "/").replace("~0", "~");
    }

    @Override
    public String toString() {
        return "NamedFields[***]";
    }
}

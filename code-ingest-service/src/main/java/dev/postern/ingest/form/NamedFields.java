package dev.postern.ingest.form;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.provider.WebhookRequest;
import dev.postern.ingest.recipient.HeaderFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message whose fields have the names that its sender chose, in JSON or in a form. A channel's settings say where each stands, as
 * a JSON pointer (RFC 6901); in a form, {@code /Body} is the field {@code Body}, and {@code /data/text} is {@code data[text]}. Otherwise the usual names are tried.
 */
public final class NamedFields {
    /** What to do about a post that cannot be read, for the person who set the sender up. */
    public static final String UNREAD = "The post is neither JSON nor a form. Send a JSON object with"
            + " 'Content-Type: application/json', or a form.";

    /** What to do about a post without a text, for the person who set the sender up. */
    public static final String EMPTY = "No text was found, so nothing was taken. Name the field 'text', or say in the"
            + " settings of the channel where the text stands.";

    private static final List<String> TEXT = List.of("text", "message", "msg", "body", "content");
    private static final List<String> SENDER = List.of("sender", "from", "phone", "number", "address");
    private static final List<String> RECIPIENT = List.of("recipient", "to");

    // The last one is that of the program for Android whose fields these are.
    private static final List<String> RECEIVED_AT = List.of("received_at", "receivedAt", "receivedStamp");

    private static final int MOST_MESSAGES = 1_000;

    private final Function<String, @Nullable String> byPointer;
    private final Function<String, Stream<String>> inAnyCase;

    private NamedFields(PostedForm form) {
        byPointer = pointer -> FormNames.of(pointer).stream()
                .flatMap(name -> Stream.ofNullable(form.text(name)))
                .findFirst()
                .orElse(null);
        inAnyCase = name ->
                form.names().filter(name::equalsIgnoreCase).flatMap(field -> Stream.ofNullable(form.text(field)));
    }

    private NamedFields(JsonPost json) {
        byPointer = json::firstText;
        inAnyCase = name -> json.members("", name).stream();
    }

    /** The fields of a post; empty when it is neither JSON nor a form. */
    public static Optional<NamedFields> of(WebhookRequest request) {
        return form(request).map(NamedFields::new).or(() -> JsonPost.of(request).map(NamedFields::new));
    }

    /** The form in a post. Some programs, curl among them, call JSON a form unless they are told otherwise. */
    private static Optional<PostedForm> form(WebhookRequest request) {
        return PostedForm.of(request)
                .filter(form -> !form.looksLikeJson() || JsonPost.of(request).isEmpty());
    }

    /**
     * What is read of a post: one message, or of a list in JSON each of its members as a message.
     *
     * @param one reads a message; the second is its place in the list, from 0
     */
    public static Reading each(WebhookRequest request, BiFunction<NamedFields, Integer, Reading> one) {
        Optional<JsonPost> list = form(request).isPresent()
                ? Optional.empty()
                : JsonPost.of(request).filter(JsonPost::isList);
        if (list.isEmpty()) {
            return of(request).map(fields -> one.apply(fields, 0)).orElseGet(NamedFields::notUnderstood);
        }
        List<NamedFields> members =
                list.get().each("").limit(MOST_MESSAGES).map(NamedFields::new).toList();
        List<ProviderMessage> messages = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            if (one.apply(members.get(i), i) instanceof Reading.Holds holds) {
                messages.addAll(holds.messages());
            }
        }
        return messages.isEmpty() ? new Reading.HoldsNothing() : new Reading.Holds(messages);
    }

    /** A key that is equal for all attempts, of a message that has none of its own: the post's, and its place in a list. */
    public static String keyAt(String post, int place) {
        return place == 0 ? post : post + ' ' + place;
    }

    /** The value that a channel's setting points to, or else the first of the usual names; null when there is none. */
    public @Nullable String find(Channel channel, String setting, List<String> usual) {
        Optional<String> pointer = channel.setting(setting);
        if (pointer.isPresent()) {
            String value = byPointer.apply(pointer.get());
            return value == null || value.isBlank() ? null : value;
        }
        return Stream.concat(
                        usual.stream().flatMap(name -> Stream.ofNullable(byPointer.apply("/" + name))),
                        usual.stream().flatMap(inAnyCase))
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
                    : new Reading.Holds(
                            ProviderMessage.text(key, recipient, sender, text).heldSince(since(channel)));
        }
        ProviderMessage mail = ProviderMessage.mail(
                        key, recipient, HeaderFields.NONE, sender, subject == null ? "" : subject, text, html)
                .heldSince(since(channel));
        return mail.isEmpty() ? new Reading.HoldsNothing() : new Reading.Holds(mail);
    }

    /** Since when the sender has it, if a field says so. */
    private Optional<Instant> since(Channel channel) {
        return StatedTime.of(find(channel, "received_at", RECEIVED_AT));
    }

    /** The answer to a post that is neither JSON nor a form. */
    public static Reading notUnderstood() {
        return new Reading.Refused(Refusal.NOT_UNDERSTOOD);
    }

    @Override
    public String toString() {
        return "NamedFields[***]";
    }
}

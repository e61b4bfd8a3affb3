package dev.postern.resolver.part;

import dev.postern.events.CodeReceived;
import dev.postern.events.Event;
import dev.postern.events.MessagePart;
import dev.postern.events.MessageUnparsed;
import dev.postern.extraction.Extraction;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.message.CodeOfMessage;
import dev.postern.resolver.message.StoredMessage;
import dev.postern.resolver.message.UnsealMessage;
import dev.postern.resolver.message.UnsealedMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes messages of parts. A message has the id of its first part, and came when the last of them did: docs/rules.md, "Once".
 */
@ApplicationScoped
class WholeMessages {
    /** The reason of a message of which parts are missing. No code is taken from it: the missing part may hold its end. */
    static final String INCOMPLETE = "incomplete";

    private final UnsealMessage unsealMessage;
    private final CodeOfMessage codeOfMessage;
    private final PayloadSealer sealer;

    WholeMessages(UnsealMessage unsealMessage, CodeOfMessage codeOfMessage, PayloadSealer sealer) {
        this.unsealMessage = unsealMessage;
        this.codeOfMessage = codeOfMessage;
        this.sealer = sealer;
    }

    /** Whether these parts are one message: each number once. Two parts of one number are of two messages, and who knows which. */
    static boolean isWhole(List<MessageUnparsed> parts) {
        return !parts.isEmpty() && parts.size() == part(parts.getFirst()).total() && !isMixed(parts);
    }

    private static boolean isMixed(List<MessageUnparsed> parts) {
        return parts.stream().map(each -> part(each).number()).distinct().count() < parts.size();
    }

    /** The events of a message of which all parts are there: one, with what was found in it. */
    List<Event> whole(List<MessageUnparsed> parts) {
        Optional<UnsealedMessage> joined = joined(parts, false);
        if (joined.isEmpty()) {
            return apart(parts);
        }
        UnsealedMessage message = joined.get();
        Extraction extraction = codeOfMessage.read(message);
        Optional<CodeReceived> code = codeOfMessage.of(message, extraction);
        return List.of(code.<Event>map(found -> found)
                .orElseGet(() -> message.stored().received().withoutCode(reason(extraction), null, null)));
    }

    /** The events of a message of which parts are missing: one, for a person. Parts of several messages stay apart. */
    List<Event> incomplete(List<MessageUnparsed> parts) {
        return (isMixed(parts) ? Optional.<UnsealedMessage>empty() : joined(parts, true))
                .map(message -> List.<Event>of(message.stored().received().withoutCode(INCOMPLETE, null, null)))
                .orElseGet(() -> apart(parts));
    }

    private static List<Event> apart(List<MessageUnparsed> parts) {
        return parts.stream()
                .<Event>map(each -> alone(each, each.contentSealed(), each.receivedAt(), true)
                        .received()
                        .withoutCode(INCOMPLETE, null, null))
                .toList();
    }

    /** Empty when this installation's keys do not open a part. */
    private Optional<UnsealedMessage> joined(List<MessageUnparsed> parts, boolean cut) {
        List<UnsealedMessage> opened = new ArrayList<>();
        for (MessageUnparsed each : parts) {
            unsealMessage
                    .unseal(alone(each, each.contentSealed(), each.receivedAt(), cut))
                    .ifPresent(opened::add);
        }
        if (opened.size() < parts.size()) {
            return Optional.empty();
        }
        String text = opened.stream().map(UnsealedMessage::content).collect(Collectors.joining());
        UnsealedMessage first = opened.getFirst();
        Instant last = parts.stream()
                .map(MessageUnparsed::receivedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        StoredMessage whole = alone(
                parts.getFirst(),
                sealer.seal(text, first.stored().place("content")),
                last,
                cut || parts.stream().anyMatch(MessageUnparsed::contentTruncated));
        return Optional.of(new UnsealedMessage(whole, first.identifier(), first.sender(), text));
    }

    /** A part as if it were a message, with another text. */
    private static StoredMessage alone(MessageUnparsed part, String contentSealed, Instant receivedAt, boolean cut) {
        return StoredMessage.ofPart(part, contentSealed, receivedAt, cut);
    }

    private static String reason(Extraction extraction) {
        return extraction.found() instanceof Extraction.Nothing nothing
                ? nothing.reason().wireName()
                : INCOMPLETE;
    }

    private static MessagePart part(MessageUnparsed message) {
        MessagePart part = message.part();
        if (part == null) {
            throw new IllegalArgumentException("The message is no part");
        }
        return part;
    }
}

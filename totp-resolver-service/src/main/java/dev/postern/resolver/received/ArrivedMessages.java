package dev.postern.resolver.received;

import dev.postern.events.MessagePart;
import dev.postern.events.MessageUnparsed;
import dev.postern.resolver.message.RereadMessages;
import dev.postern.resolver.part.JoinParts;
import dev.postern.resolver.state.CodeRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Takes messages without a code, and parts of long texts. */
@ApplicationScoped
class ArrivedMessages {
    private final RereadMessages rereading;
    private final JoinParts parts;

    ArrivedMessages(RereadMessages rereading, JoinParts parts) {
        this.rereading = rereading;
        this.parts = parts;
    }

    /** The requests that have their code now. A part answers nobody: the whole comes as an event of its own. */
    List<CodeRequest> take(MessageUnparsed message) {
        MessagePart part = message.part();
        if (part == null) {
            return rereading.take(message);
        }
        parts.take(message, part);
        return List.of();
    }
}

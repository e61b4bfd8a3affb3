package dev.postern.resolver.message;

import dev.postern.database.Page;
import dev.postern.resolver.state.Lifespan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Unseals messages for their owner. */
@ApplicationScoped
public class MessageAnswers {
    private final UnsealMessage unsealMessage;
    private final Lifespan lifespan;

    MessageAnswers(UnsealMessage unsealMessage, Lifespan lifespan) {
        this.unsealMessage = unsealMessage;
        this.lifespan = lifespan;
    }

    MessageAnswer.Page page(Page<StoredMessage> page) {
        String next = page.more() ? page.rows().getLast().place().text() : null;
        return new MessageAnswer.Page(
                page.rows().stream().map(this::withoutContent).toList(), next);
    }

    MessageAnswer withContent(StoredMessage message) {
        return answer(message, true);
    }

    /** The message as lists show it. */
    public MessageAnswer withoutContent(StoredMessage message) {
        return answer(message, false);
    }

    private MessageAnswer answer(StoredMessage message, boolean whole) {
        Optional<UnsealedMessage> opened = unsealMessage.unseal(message);
        MessageAnswer.@Nullable Setup setup = opened.flatMap(UnsealedMessage::setup)
                .map(MessageAnswer.Setup::of)
                .orElse(null);
        @Nullable ReadableText readable = whole
                ? opened.map(unsealed -> ReadableText.of(unsealed.content(), message.bodyIsHtml()))
                        .orElse(null)
                : null;
        return new MessageAnswer(
                message.id(),
                message.state().wireName(),
                message.reason(),
                opened.map(UnsealedMessage::identifier).orElse(null),
                opened.map(UnsealedMessage::sender).orElse(null),
                message.source(),
                message.origin().channelId(),
                message.run().taskId(),
                message.run().workflowId(),
                message.run().workflowRunId(),
                message.receivedAt(),
                message.expiresAt(),
                lifespan.end(message.receivedAt(), message.expiresAt()),
                setup,
                whole ? opened.map(UnsealedMessage::content).orElse(null) : null,
                readable == null ? null : readable.text(),
                readable == null ? List.of() : readable.candidates(),
                message.contentTruncated());
    }
}

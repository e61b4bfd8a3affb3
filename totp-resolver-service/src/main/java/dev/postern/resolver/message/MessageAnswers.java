package dev.postern.resolver.message;

import dev.postern.resolver.state.CodeRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens messages for their owner. */
@ApplicationScoped
class MessageAnswers {
    private final OpenMessage opening;
    private final Lifespan lifespan;

    MessageAnswers(OpenMessage opening, Lifespan lifespan) {
        this.opening = opening;
        this.lifespan = lifespan;
    }

    /** Of one more message than the page has, when there is a page after it. */
    MessageAnswer.Page page(List<StoredMessage> oneMore, int limit) {
        List<StoredMessage> page = oneMore.subList(0, Math.min(limit, oneMore.size()));
        String next = oneMore.size() > limit ? page.getLast().place().text() : null;
        return new MessageAnswer.Page(page.stream().map(this::withoutContent).toList(), next);
    }

    MessageAnswer withContent(StoredMessage message) {
        return answer(message, true);
    }

    MessageAnswer withoutContent(StoredMessage message) {
        return answer(message, false);
    }

    PickAnswer of(Desk.Picked picked) {
        return new PickAnswer(
                picked.code().totpCodeId(),
                State.PICKED.wireName(),
                picked.code().otpType(),
                lifespan.end(picked.code()),
                picked.answered().stream().map(CodeRequest::id).toList());
    }

    private MessageAnswer answer(StoredMessage message, boolean whole) {
        Optional<OpenedMessage> opened = opening.open(message);
        MessageAnswer.@Nullable Setup setup = opened.flatMap(OpenedMessage::setup)
                .map(MessageAnswer.Setup::of)
                .orElse(null);
        return new MessageAnswer(
                message.id(),
                message.state().wireName(),
                message.reason(),
                opened.map(OpenedMessage::identifier).orElse(null),
                opened.map(OpenedMessage::sender).orElse(null),
                message.source(),
                message.origin().channelId(),
                message.run().taskId(),
                message.run().workflowId(),
                message.run().workflowRunId(),
                message.receivedAt(),
                message.expiresAt(),
                lifespan.end(message),
                setup,
                whole ? opened.map(OpenedMessage::content).orElse(null) : null,
                message.contentTruncated());
    }
}

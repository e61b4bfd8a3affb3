package dev.postern.resolver.replay;

import dev.postern.database.Page;
import dev.postern.events.CodeReceived;
import dev.postern.extraction.Extraction;
import dev.postern.resolver.message.CodeOfMessage;
import dev.postern.resolver.message.MessageState;
import dev.postern.resolver.message.Messages;
import dev.postern.resolver.message.SettleMessage;
import dev.postern.resolver.message.StoredMessage;
import dev.postern.resolver.message.UnsealMessage;
import dev.postern.resolver.message.UnsealedMessage;
import dev.postern.resolver.paging.Cursor;
import dev.postern.resolver.state.CodeRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads open messages again with the extractor that is installed now, for an operator. */
@ApplicationScoped
class ReplayMessages {
    private final Messages messages;
    private final UnsealMessage unsealMessage;
    private final CodeOfMessage codeOfMessage;
    private final SettleMessage settleMessage;

    ReplayMessages(
            Messages messages, UnsealMessage unsealMessage, CodeOfMessage codeOfMessage, SettleMessage settleMessage) {
        this.messages = messages;
        this.unsealMessage = unsealMessage;
        this.codeOfMessage = codeOfMessage;
        this.settleMessage = settleMessage;
    }

    /**
     * One page of all organisations' open messages, newest first.
     *
     * @param operator the id of the operator's key
     * @param after null for the first page
     * @param dryRun whether everything stays as it is
     */
    ReplayAnswer replay(String operator, @Nullable Cursor after, int limit, boolean dryRun) {
        Page<StoredMessage> page = messages.newestOpen(after, limit);
        List<ReplayAnswer.Change> changes = new ArrayList<>();
        int unreadable = 0;
        for (StoredMessage message : page.rows()) {
            Optional<UnsealedMessage> unsealed = unsealMessage.unseal(message);
            if (unsealed.isEmpty()) {
                unreadable++;
            } else {
                replay(operator, unsealed.get(), dryRun).ifPresent(changes::add);
            }
        }
        String next = page.more() ? page.rows().getLast().place().text() : null;
        return new ReplayAnswer(dryRun, page.rows().size(), unreadable, changes, next);
    }

    private Optional<ReplayAnswer.Change> replay(String operator, UnsealedMessage unsealed, boolean dryRun) {
        StoredMessage message = unsealed.stored();
        Extraction extraction = codeOfMessage.read(unsealed);
        if (extraction.found() instanceof Extraction.Nothing nothing) {
            String reason = nothing.reason().wireName();
            if (message.contentTruncated() || reason.equals(message.reason())) {
                return Optional.empty();
            }
            if (!dryRun) {
                messages.giveReason(message, reason);
            }
            return Optional.of(ReplayAnswer.Change.otherReason(message, reason, !dryRun));
        }
        CodeReceived code = codeOfMessage.of(unsealed, extraction).orElseThrow();
        if (dryRun) {
            return Optional.of(ReplayAnswer.Change.found(message, code, false, List.of()));
        }
        Optional<List<CodeRequest>> answered =
                settleMessage.broughtIn(message, code, MessageState.PARSED, operator, "message.replayed");
        return Optional.of(ReplayAnswer.Change.found(message, code, answered.isPresent(), answered.orElse(List.of())));
    }
}

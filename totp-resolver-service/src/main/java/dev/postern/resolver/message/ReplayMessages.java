package dev.postern.resolver.message;

import dev.postern.events.CodeReceived;
import dev.postern.extraction.Extraction;
import dev.postern.resolver.claim.ReceivedCodes;
import dev.postern.resolver.paging.Cursor;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.WokenBy;
import dev.postern.resolver.waiting.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs messages that are open through the present extractor, for whoever operates the installation. */
@ApplicationScoped
class ReplayMessages {
    private final Messages messages;
    private final OpenMessage opening;
    private final CodeOfMessage codeOfMessage;
    private final ReceivedCodes codes;
    private final Waiting waiting;
    private final Desk desk;

    ReplayMessages(
            Messages messages,
            OpenMessage opening,
            CodeOfMessage codeOfMessage,
            ReceivedCodes codes,
            Waiting waiting,
            Desk desk) {
        this.messages = messages;
        this.opening = opening;
        this.codeOfMessage = codeOfMessage;
        this.codes = codes;
        this.waiting = waiting;
        this.desk = desk;
    }

    /**
     * One page of all organisations' open messages, newest first.
     *
     * @param operator the id of the operator's key
     * @param after null for the first page
     * @param dryRun whether everything stays as it is
     */
    ReplayAnswer replay(String operator, @Nullable Cursor after, int limit, boolean dryRun) {
        List<StoredMessage> page = messages.newestOpen(after, limit);
        List<ReplayAnswer.Change> changes = new ArrayList<>();
        int unreadable = 0;
        for (StoredMessage message : page) {
            Optional<OpenedMessage> opened = opening.open(message);
            if (opened.isEmpty()) {
                unreadable++;
            } else {
                replay(operator, opened.get(), dryRun).ifPresent(changes::add);
            }
        }
        String next = page.size() < limit ? null : page.getLast().place().text();
        return new ReplayAnswer(dryRun, page.size(), unreadable, changes, next);
    }

    private Optional<ReplayAnswer.Change> replay(String operator, OpenedMessage opened, boolean dryRun) {
        StoredMessage message = opened.stored();
        Extraction extraction = codeOfMessage.read(opened);
        if (extraction.found() instanceof Extraction.Nothing nothing) {
            String reason = nothing.reason().name().toLowerCase(Locale.ROOT);
            if (message.contentTruncated() || reason.equals(message.reason())) {
                return Optional.empty();
            }
            if (!dryRun) {
                messages.giveReason(message, reason);
            }
            return Optional.of(ReplayAnswer.Change.otherReason(message, reason, !dryRun));
        }
        CodeReceived code = codeOfMessage.of(opened, extraction).orElseThrow();
        if (dryRun) {
            return Optional.of(ReplayAnswer.Change.found(message, code, false, List.of()));
        }
        Optional<List<CodeRequest>> answered = codes.arriveIf(code, WokenBy.EVENT, connection -> {
            boolean moved = Messages.moveOpen(connection, message, State.PARSED);
            if (moved) {
                desk.audit(connection, message, operator, "message.replayed");
            }
            return moved;
        });
        answered.ifPresent(waiting::wake);
        return Optional.of(ReplayAnswer.Change.found(message, code, answered.isPresent(), answered.orElse(List.of())));
    }
}

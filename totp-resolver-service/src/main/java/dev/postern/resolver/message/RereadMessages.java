package dev.postern.resolver.message;

import dev.postern.database.StoreUnavailable;
import dev.postern.events.CodeReceived;
import dev.postern.events.MessageUnparsed;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.WokenBy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Reads messages again when a login waits for a code of their address, as Skyvern does with its raw rows
 * ({@code skyvern/services/otp_service.py}). A message that is expected needs less evidence, and a newer extractor may
 * find what an older one missed. A code that is found arrives like any other.
 */
@ApplicationScoped
public class RereadMessages {
    private static final Logger LOGGER = Logger.getLogger(RereadMessages.class);
    // A login looks back for minutes. More unread messages than this are not expected in that time.
    private static final int MOST = 20;

    private final Messages messages;
    private final UnsealMessage unsealMessage;
    private final CodeOfMessage codeOfMessage;
    private final SettleMessage settleMessage;
    private final CodeRequests requests;

    RereadMessages(
            Messages messages,
            UnsealMessage unsealMessage,
            CodeOfMessage codeOfMessage,
            SettleMessage settleMessage,
            CodeRequests requests) {
        this.messages = messages;
        this.unsealMessage = unsealMessage;
        this.codeOfMessage = codeOfMessage;
        this.settleMessage = settleMessage;
        this.requests = requests;
    }

    /**
     * Stores a message, and reads it again for the requests that wait. A message is stored before the
     * requests are looked at, and a request before the messages, so neither misses the other. A message that is already
     * stored changes nothing.
     *
     * @return the requests that have their code now
     * @throws StoreUnavailable when it is unknown whether anything was stored; the caller tries again
     */
    public List<CodeRequest> take(MessageUnparsed message) {
        messages.keep(message);
        Needs needs = messages.needs(message.totpCodeId());
        if (needs.isNone()) {
            return List.of();
        }
        return messages.find(message.organizationId(), message.totpCodeId())
                .flatMap(stored -> code(stored, needs).map(code -> receive(stored, code, WokenBy.EVENT)))
                .orElse(List.of());
    }

    /**
     * Reads stored messages again for a request, the newest first, until one answers it.
     *
     * @param wokenBy what led to the reading
     * @return the request as it stands then
     */
    public CodeRequest forRequest(CodeRequest request, WokenBy wokenBy) {
        if (request.asked().matchKey() == null || request.isFinal()) {
            return request;
        }
        try {
            List<StoredMessage> unread = messages.couldAnswer(request.id(), MOST);
            return unread.isEmpty() ? request : read(request, unread, wokenBy);
        } catch (StoreUnavailable e) {
            // The request is stored and waits. A refusal would make its caller create another one. The safety timer
            // reads again.
            LOGGER.warnf(
                    "Messages were not read again for a request requestId=%s problem=%s",
                    request.id(), FailureTrace.of(e));
            return request;
        }
    }

    private CodeRequest read(CodeRequest request, List<StoredMessage> unread, WokenBy wokenBy) {
        Needs needs = Needs.of(request.asked().wanted());
        for (StoredMessage message : unread) {
            Optional<CodeReceived> code = code(message, needs);
            if (code.isEmpty()) {
                continue;
            }
            receive(message, code.get(), wokenBy);
            // Also when another replica was faster, since it may have answered this very request.
            CodeRequest now =
                    requests.find(request.organizationId(), request.id()).orElse(request);
            if (now.isFinal()) {
                return now;
            }
            if (now instanceof CodeRequest.Warned) {
                requests.messagesRead(request.id());
                return now;
            }
        }
        requests.messagesRead(request.id());
        return request;
    }

    private Optional<CodeReceived> code(StoredMessage message, Needs needs) {
        return unsealMessage
                .unseal(message)
                .flatMap(unsealed -> codeOfMessage.of(unsealed, codeOfMessage.read(unsealed, needs)));
    }

    private List<CodeRequest> receive(StoredMessage message, CodeReceived code, WokenBy wokenBy) {
        return settleMessage.found(message, code, wokenBy).orElse(List.of());
    }
}

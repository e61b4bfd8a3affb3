package dev.postern.resolver.message;

import dev.postern.database.StoreUnavailable;
import dev.postern.events.CodeReceived;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.OtpType;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.claim.ReceivedCodes;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.WokenBy;
import dev.postern.resolver.waiting.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Reads messages again when a login asks for a type, as Skyvern does with its raw rows ({@code skyvern/services/otp_service.py}):
 * the extractor may know more than the one that read them first. What it finds arrives as any code does.
 */
@ApplicationScoped
public class Rereading {
    private static final Logger LOGGER = Logger.getLogger(Rereading.class);
    // A login's look-back is minutes; whoever has more unread messages than this has another problem.
    private static final int MOST = 20;

    private final Messages messages;
    private final OpenMessage opening;
    private final CodeOfMessage codeOfMessage;
    private final ReceivedCodes codes;
    private final CodeRequests requests;
    private final Waiting waiting;

    Rereading(
            Messages messages,
            OpenMessage opening,
            CodeOfMessage codeOfMessage,
            ReceivedCodes codes,
            CodeRequests requests,
            Waiting waiting) {
        this.messages = messages;
        this.opening = opening;
        this.codeOfMessage = codeOfMessage;
        this.codes = codes;
        this.requests = requests;
        this.waiting = waiting;
    }

    /**
     * Keeps a message, and reads it again for the types that waiting requests could have from it. The message is stored before
     * the requests are looked at, and a request before the messages: so neither misses the other. The same message again
     * changes nothing.
     *
     * @return the requests that have their code now; they are to be woken
     * @throws StoreUnavailable when it is to be tried again
     */
    public List<CodeRequest> take(MessageUnparsed message) {
        messages.keep(message);
        List<OtpType> wanted = messages.askedFor(message.totpCodeId());
        if (wanted.isEmpty()) {
            return List.of();
        }
        return messages.find(message.organizationId(), message.totpCodeId())
                .flatMap(stored -> code(stored, wanted).map(code -> arrive(stored, code, WokenBy.EVENT)))
                .orElse(List.of());
    }

    /**
     * Looks whether one of the messages that are there answers a request, newest first.
     *
     * @param wokenBy what led to the look
     * @return the request as it stands then
     */
    public CodeRequest forRequest(CodeRequest request, WokenBy wokenBy) {
        OtpType wanted = request.asked().wanted();
        if (wanted == null || request.asked().matchKey() == null || request.isFinal()) {
            return request;
        }
        try {
            CodeRequest now = read(request, wanted, wokenBy);
            if (!now.isFinal()) {
                requests.messagesRead(request.id());
            }
            return now;
        } catch (StoreUnavailable e) {
            // The request is stored and waits: a refusal would make the caller leave it behind and make another. The
            // safety
            // timer reads them.
            LOGGER.warnf("Messages could not be read again requestId=%s problem=%s", request.id(), FailureTrace.of(e));
            return request;
        }
    }

    private CodeRequest read(CodeRequest request, OtpType wanted, WokenBy wokenBy) {
        for (StoredMessage message : messages.couldAnswer(request.id(), MOST)) {
            Optional<CodeReceived> code = code(message, List.of(wanted));
            if (code.isEmpty()) {
                continue;
            }
            waiting.wake(arrive(message, code.get(), wokenBy));
            // Also when another replica was faster, which may have answered this very request.
            CodeRequest now =
                    requests.find(request.organizationId(), request.id()).orElse(request);
            if (now.isFinal() || now instanceof CodeRequest.Warned) {
                return now;
            }
        }
        return request;
    }

    private Optional<CodeReceived> code(StoredMessage message, List<OtpType> wanted) {
        return opening.open(message).flatMap(opened -> codeOfMessage.of(opened, codeOfMessage.read(opened, wanted)));
    }

    private List<CodeRequest> arrive(StoredMessage message, CodeReceived code, WokenBy wokenBy) {
        return codes.arriveIf(code, wokenBy, connection -> Messages.moveOpen(connection, message, State.PARSED))
                .orElse(List.of());
    }
}

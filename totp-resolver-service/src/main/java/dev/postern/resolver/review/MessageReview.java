package dev.postern.resolver.review;

import dev.postern.events.CodeReceived;
import dev.postern.events.OtpType;
import dev.postern.platform.access.Caller;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.resolver.message.CodeOfMessage;
import dev.postern.resolver.message.MessageState;
import dev.postern.resolver.message.Messages;
import dev.postern.resolver.message.SettleMessage;
import dev.postern.resolver.message.StoredMessage;
import dev.postern.resolver.message.UnsealMessage;
import dev.postern.resolver.message.UnsealedMessage;
import dev.postern.resolver.state.CodeRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Lets a person pick the code in a message in which no code was found, or dismiss the message. */
@ApplicationScoped
class MessageReview {
    private final Messages messages;
    private final UnsealMessage unsealMessage;
    private final CodeOfMessage codeOfMessage;
    private final SettleMessage settleMessage;

    MessageReview(
            Messages messages, UnsealMessage unsealMessage, CodeOfMessage codeOfMessage, SettleMessage settleMessage) {
        this.messages = messages;
        this.unsealMessage = unsealMessage;
        this.codeOfMessage = codeOfMessage;
        this.settleMessage = settleMessage;
    }

    /**
     * The result of a pick.
     *
     * @param code as it was received
     * @param answered the requests that have it now
     */
    record Picked(CodeReceived code, List<CodeRequest> answered) {}

    /**
     * Receives the code or link that a person sees in a message. It arrives like any other code.
     *
     * @throws Problem 404 for an unknown message, 409 for one that is not open or not for a login, 422 for a text that
     *     the message does not contain
     */
    Picked pick(Caller caller, String id, Pick pick) {
        StoredMessage message = find(caller, id);
        if (message.state() != MessageState.OPEN) {
            throw notOpen(message.state());
        }
        if (message.setsUpForwarding()) {
            throw Problem.of(ProblemType.CONFLICT, "The message sets up a forwarding; its code is no login's");
        }
        UnsealedMessage unsealed = unsealMessage
                .unseal(message)
                .orElseThrow(() -> Problem.of(ProblemType.CONFLICT, "The message cannot be opened any more"));
        if (!pick.standsIn(unsealed.content())) {
            String field = pick.type() == OtpType.TOTP ? "code" : "link";
            throw Problem.invalid(List.of(
                    new FieldError("not_in_message", List.of("body", field), "The message does not hold this text")));
        }
        CodeReceived code = codeOfMessage.picked(unsealed, pick.type(), pick.value());
        List<CodeRequest> answered = settleMessage
                .broughtIn(message, code, MessageState.PICKED, caller.apiKeyId(), "message.picked")
                .orElseThrow(() -> notOpen(find(caller, id).state()));
        return new Picked(code, answered);
    }

    /**
     * Puts a message aside. Doing it twice is allowed.
     *
     * @throws Problem 404 for an unknown message, 409 for one that gave its code
     */
    StoredMessage dismiss(Caller caller, String id) {
        boolean moved = settleMessage.dismiss(find(caller, id), caller.apiKeyId());
        StoredMessage now = find(caller, id);
        if (!moved && now.state() != MessageState.DISMISSED) {
            throw notOpen(now.state());
        }
        return now;
    }

    private StoredMessage find(Caller caller, String id) {
        return messages.find(caller.organizationId(), id).orElseThrow(Messages::unknown);
    }

    private static Problem notOpen(MessageState state) {
        return Problem.of(
                ProblemType.CONFLICT,
                switch (state) {
                    case PICKED -> "The message's code was picked before";
                    case PARSED, OPEN -> "The message's code was received in the meantime";
                    case DISMISSED -> "The message was dismissed";
                });
    }
}

package dev.postern.resolver.opening;

import dev.postern.platform.access.Caller;
import dev.postern.platform.audit.AuditTrail;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.state.Asked;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Opens the code of a request for a caller. The audit of the hand-out names who made the request. Any other key of the organisation that
 * is told the code is recorded here, beside the answer.
 */
@ApplicationScoped
public class OpenedCodes {
    private final PayloadSealer sealer;
    private final AuditTrail trail;

    OpenedCodes(PayloadSealer sealer, AuditTrail trail) {
        this.sealer = sealer;
        this.trail = trail;
    }

    /** The code that the caller is told; null when the request has none, or tells a handle in its place. */
    public @Nullable String code(Caller reader, CodeRequest request) {
        if (!(request instanceof CodeRequest.HasCode has)
                || !(has.delivery() instanceof Delivery.Known known)
                || request.asked().byHandle() != null) {
            return null;
        }
        Asked asked = request.asked();
        if (!reader.apiKeyId().equals(asked.askedBy())) {
            trail.noteLook(asked.organizationId(), reader.apiKeyId(), "code.read", known.shownId(asked));
        }
        return sealer.open(known.code().value(), known.code().place());
    }

    /** The identifier of the request as it was sent; null for none. */
    public @Nullable String identifier(Asked asked) {
        Asked.Recipient recipient = asked.recipient();
        return recipient == null ? null : sealer.open(recipient.identifierSealed(), asked.identifierPlace());
    }
}

package dev.postern.credential.internal;

import dev.postern.credential.signing.SignMessage;
import dev.postern.events.internal.InternalJson;
import dev.postern.events.internal.MessageToSign;
import dev.postern.platform.arrival.CallingOrganization;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers a {@link MessageToSign}. The secret stays in this service. */
@ApplicationScoped
class SignaturesRoute implements InternalRoute {
    private static final Logger LOGGER = Logger.getLogger(SignaturesRoute.class);
    private static final long LATEST = 1L << 40;

    private final SignMessage signMessage;

    SignaturesRoute(SignMessage signMessage) {
        this.signMessage = signMessage;
    }

    @Override
    public String path() {
        return MessageToSign.PATH;
    }

    @Override
    public InternalAnswer answer(String organizationId, byte[] body, @Nullable String contentType) {
        try {
            MessageToSign message =
                    message(organizationId, JsonBody.parse(body, contentType).fields());
            return CallingOrganization.asking(organizationId, () -> signMessage.sign(message))
                    .map(signatures -> new InternalAnswer(200, InternalJson.write(signatures)))
                    .orElseGet(() -> InternalAnswer.refusal(404, "There is no such organization"));
        } catch (Problem problem) {
            return InternalAnswer.of(problem);
        } catch (RuntimeException e) {
            LOGGER.errorf("A message could not be signed problem=%s", FailureTrace.of(e));
            return InternalAnswer.refusal(503, "The message cannot be signed right now");
        }
    }

    static MessageToSign message(String organizationId, JsonFields fields) {
        String messageId = fields.requiredNonEmptyString("message_id", TextLimit.ID);
        long timestamp = fields.optionalInteger("timestamp", 0, LATEST, -1);
        String body = fields.requiredString("body", TextLimit.CONTENT);
        if (timestamp < 0 && fields.errors().isEmpty()) {
            fields.reject("timestamp", "missing", "Field required");
        }
        fields.check();
        return new MessageToSign(organizationId, messageId, timestamp, body);
    }
}

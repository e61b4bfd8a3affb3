package dev.postern.credential.internal;

import dev.postern.credential.signing.SignMessage;
import dev.postern.credential.signing.SignedMessage;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.problem.Problem;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /internal/v1/organizations/{organization_id}/signatures}: a message's id, time and body in JSON, what to send
 * with it in JSON. The secret stays here.
 */
@ApplicationScoped
class SignaturesRoute implements InternalRoute {
    private static final Logger LOGGER = Logger.getLogger(SignaturesRoute.class);
    private static final Pattern PATH = Pattern.compile("/internal/v1/organizations/([A-Za-z0-9_-]{1,64})/signatures");
    private static final long LATEST = 1L << 40;

    private final SignMessage signMessage;

    SignaturesRoute(SignMessage signMessage) {
        this.signMessage = signMessage;
    }

    @Override
    public Pattern path() {
        return PATH;
    }

    @Override
    public Answer answer(String organizationId, byte[] body, @Nullable String contentType) {
        try {
            JsonFields fields = JsonBody.parse(body, contentType).fields();
            String messageId = fields.requiredNonEmptyString("message_id");
            long timestamp = fields.optionalInteger("timestamp", 0, LATEST, -1);
            String message = fields.requiredString("body");
            if (timestamp < 0 && fields.errors().isEmpty()) {
                fields.reject("timestamp", "missing", "Field required");
            }
            fields.check();
            return signMessage
                    .sign(organizationId, messageId, timestamp, message)
                    .map(SignaturesRoute::render)
                    .orElseGet(() -> Answer.refusal(404, "There is no such organization"));
        } catch (Problem problem) {
            return Answer.of(problem);
        } catch (RuntimeException e) {
            LOGGER.errorf("A message could not be signed problem=%s", FailureTrace.of(e));
            return Answer.refusal(503, "The message cannot be signed right now");
        }
    }

    private static Answer render(SignedMessage signed) {
        return new Answer(
                200,
                new JsonObject()
                        .put("x_skyvern_signature", signed.skyvern())
                        .put("webhook_signature", signed.webhook()));
    }
}

package dev.postern.credential.internal;

import dev.postern.credential.lease.CodeAnswer;
import dev.postern.credential.lease.CodeQuestion;
import dev.postern.credential.lease.HandOutCode;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.problem.Problem;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code POST /internal/v1/credentials/{credential_id}/code}: the question in JSON, the answer in JSON. */
@ApplicationScoped
class CodeRoute implements InternalRoute {
    private static final Logger LOGGER = Logger.getLogger(CodeRoute.class);
    private static final Pattern PATH = Pattern.compile("/internal/v1/credentials/([A-Za-z0-9_-]{1,64})/code");
    private static final int DEFAULT_MIN_REMAINING = 5;
    private static final int LONGEST_MIN_REMAINING = 3600;
    private static final long LATEST_STEP = 1L << 40;

    private final HandOutCode handOutCode;

    CodeRoute(HandOutCode handOutCode) {
        this.handOutCode = handOutCode;
    }

    @Override
    public Pattern path() {
        return PATH;
    }

    @Override
    public Answer answer(String credentialId, byte[] body, @Nullable String contentType) {
        try {
            return render(handOutCode.answer(
                    question(credentialId, JsonBody.parse(body, contentType).fields())));
        } catch (Problem problem) {
            return Answer.of(problem);
        } catch (RuntimeException e) {
            LOGGER.errorf(
                    "A code could not be handed out credentialId=%s problem=%s", credentialId, FailureTrace.of(e));
            return Answer.refusal(503, "The code cannot be handed out right now");
        }
    }

    private static CodeQuestion question(String credentialId, JsonFields fields) {
        String organizationId = fields.requiredNonEmptyString("organization_id");
        String run = fields.requiredNonEmptyString("run");
        fields.rejectNul("organization_id", organizationId);
        fields.rejectNul("run", run);
        int minRemaining =
                (int) fields.optionalInteger("min_remaining_seconds", 0, LONGEST_MIN_REMAINING, DEFAULT_MIN_REMAINING);
        long afterStep = fields.optionalInteger("after_step", 0, LATEST_STEP, -1);
        fields.check();
        return new CodeQuestion(
                organizationId, credentialId, run, minRemaining, afterStep < 0 ? null : Long.valueOf(afterStep));
    }

    private static Answer render(CodeAnswer answer) {
        return switch (answer) {
            case CodeAnswer.Code code ->
                new Answer(
                        200,
                        new JsonObject()
                                .put("kind", "code")
                                .put("code", code.code().reveal())
                                .put("step", code.step())
                                .put("valid_from", code.validFrom().toString())
                                .put("valid_until", code.validUntil().toString()));
            case CodeAnswer.Wait wait ->
                new Answer(
                        200,
                        new JsonObject()
                                .put("kind", "wait")
                                .put("until", wait.until().toString()));
            case CodeAnswer.Received received ->
                new Answer(200, new JsonObject().put("kind", "received").put("totp_identifier", received.identifier()));
            case CodeAnswer.None none -> new Answer(200, new JsonObject().put("kind", "none"));
            case CodeAnswer.Unknown unknown -> Answer.refusal(404, "There is no such credential");
        };
    }
}

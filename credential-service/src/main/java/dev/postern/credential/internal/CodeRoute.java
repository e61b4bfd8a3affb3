package dev.postern.credential.internal;

import dev.postern.credential.lease.HandOutCode;
import dev.postern.events.internal.AuthenticatorAnswer;
import dev.postern.events.internal.CodeQuestion;
import dev.postern.events.internal.InternalJson;
import dev.postern.platform.arrival.CallingOrganization;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers a {@link CodeQuestion}. */
@ApplicationScoped
class CodeRoute implements InternalRoute {
    private static final Logger LOGGER = Logger.getLogger(CodeRoute.class);
    private static final int DEFAULT_MIN_REMAINING = 5;
    private static final int LONGEST_MIN_REMAINING = 3600;
    private static final long LATEST_STEP = 1L << 40;

    private final HandOutCode handOutCode;

    CodeRoute(HandOutCode handOutCode) {
        this.handOutCode = handOutCode;
    }

    @Override
    public String path() {
        return CodeQuestion.PATH;
    }

    @Override
    public InternalAnswer answer(String credentialId, byte[] body, @Nullable String contentType) {
        try {
            CodeQuestion question =
                    question(credentialId, JsonBody.parse(body, contentType).fields());
            return render(CallingOrganization.asking(question.organizationId(), () -> handOutCode.answer(question)));
        } catch (Problem problem) {
            return InternalAnswer.of(problem);
        } catch (RuntimeException e) {
            LOGGER.errorf(
                    "A code could not be handed out credentialId=%s problem=%s", credentialId, FailureTrace.of(e));
            return InternalAnswer.refusal(503, "The code cannot be handed out right now");
        }
    }

    static CodeQuestion question(String credentialId, JsonFields fields) {
        String organizationId = fields.requiredNonEmptyString("organization_id", TextLimit.ID);
        String run = fields.requiredNonEmptyString("run", TextLimit.ID);
        int minRemaining =
                (int) fields.optionalInteger("min_remaining_seconds", 0, LONGEST_MIN_REMAINING, DEFAULT_MIN_REMAINING);
        long afterStep = fields.optionalInteger("after_step", 0, LATEST_STEP, -1);
        String askedBy = fields.optionalString("asked_by", TextLimit.ID);
        String publicRun = fields.optionalString("public_run", TextLimit.ID);
        fields.check();
        return new CodeQuestion(
                organizationId,
                credentialId,
                run,
                minRemaining,
                afterStep < 0 ? null : Long.valueOf(afterStep),
                askedBy,
                publicRun);
    }

    private static InternalAnswer render(AuthenticatorAnswer answer) {
        return answer instanceof AuthenticatorAnswer.Unknown
                ? InternalAnswer.refusal(404, "There is no such credential")
                : new InternalAnswer(200, InternalJson.write(answer));
    }
}

package dev.postern.events.internal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the code of a credential for one run. The answer is an {@link AuthenticatorAnswer}.
 *
 * @param organizationId the organisation whose run asks
 * @param credentialId the credential whose code is asked for; in the path, not in the body
 * @param run one login; when it asks again within a step it gets the code it has
 * @param minRemainingSeconds a step that ends sooner is skipped
 * @param afterStep asks for a later step than this, for a run whose code was rejected; null for any step
 * @param askedBy the id of the API key or endpoint that asks, for the audit; null from older versions
 * @param publicRun the run as the audit may name it; null from older versions
 */
public record CodeQuestion(
        String organizationId,
        @JsonIgnore String credentialId,
        String run,
        int minRemainingSeconds,
        @Nullable Long afterStep,
        @Nullable String askedBy,
        @Nullable String publicRun)
        implements InternalQuestion {

    /** The path of this question. */
    public static final String PATH = "/internal/v1/credentials/" + ID + "/code";

    @Override
    public String path() {
        return InternalQuestion.path(PATH, credentialId);
    }
}

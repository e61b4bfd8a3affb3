package dev.postern.events.internal;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Asks for the signatures of a message that is about to be sent. The answer is {@link Signatures}; the secret stays
 * where it is.
 *
 * @param organizationId the organisation whose secret signs; in the path, not in the body
 * @param messageId as in {@code webhook-id}
 * @param timestamp as in {@code webhook-timestamp}, in seconds since 1970
 * @param body as it is sent, in UTF-8
 */
public record MessageToSign(@JsonIgnore String organizationId, String messageId, long timestamp, String body)
        implements InternalQuestion {

    /** Where it is posted to. */
    public static final String PATH = "/internal/v1/organizations/" + ID + "/signatures";

    @Override
    public String path() {
        return InternalQuestion.path(PATH, organizationId);
    }

    @Override
    public String toString() {
        return "MessageToSign[organizationId=" + organizationId + ", messageId=" + messageId + ", ***]";
    }
}

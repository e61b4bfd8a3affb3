package dev.postern.resolver.calling;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.platform.body.StorableText;
import org.jspecify.annotations.Nullable;

/**
 * The body that Skyvern posts to a {@code totp_url} ({@code get_otp_value_from_url} in {@code
 * skyvern/services/otp_service.py}): the ids it knows, in this order, without spaces. It never holds the identifier.
 */
final class CallBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CallBody() {}

    /** The text whose UTF-8 bytes are signed and sent. */
    static String of(UrlCall call) {
        ObjectNode body = JSON.createObjectNode();
        put(body, "task_id", call.run().taskId());
        put(body, "workflow_run_id", call.run().workflowRunId());
        put(body, "workflow_permanent_id", call.workflowPermanentId());
        return body.toString();
    }

    private static void put(ObjectNode body, String name, @Nullable String id) {
        if (id != null) {
            // UTF-8 cannot encode half of a surrogate pair, and the signed bytes must be the bytes sent.
            body.put(name, StorableText.wellFormed(id));
        }
    }
}

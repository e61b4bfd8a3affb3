package dev.postern.resolver.calling;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.platform.body.StorableText;
import org.jspecify.annotations.Nullable;

/**
 * What Skyvern posts to a {@code totp_url} ({@code get_otp_value_from_url} in {@code skyvern/services/otp_service.py}): the ids
 * it knows, in this order, without a space, and never the identifier.
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
            // UTF-8 cannot carry half of a character, and what is signed must be what is sent.
            body.put(name, StorableText.wellFormed(id));
        }
    }
}

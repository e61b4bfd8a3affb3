package dev.postern.local.rotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.local.server.RunningServer;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The route {@code /v1/key-rotations} of a running Postern. */
final class RotationsRoute implements AutoCloseable {
    private static final String PATH = "/v1/key-rotations";

    private final RunningServer server;

    RotationsRoute(String url, String operatorKey) {
        this.server = new RunningServer(url, operatorKey);
    }

    /** The rotation of the kind that goes on. */
    Optional<JsonNode> unfinished(String kind) throws InterruptedException {
        JsonNode all = server.get(PATH + "?page_size=100");
        return StreamSupport.stream(all.spliterator(), false)
                .filter(rotation -> rotation.path("kind").asText().equals(kind)
                        && rotation.path("finished_at").isNull())
                .findFirst();
    }

    /** Begins one. */
    JsonNode begin(String kind, @Nullable String organizationId) throws InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("kind", kind);
        if (organizationId != null) {
            body.put("organization_id", organizationId);
        }
        return server.post(PATH, body);
    }

    /** A rotation as it is now. */
    JsonNode get(String rotationId) throws InterruptedException {
        return server.get(PATH + "/" + rotationId);
    }

    @Override
    public void close() {
        server.close();
    }
}

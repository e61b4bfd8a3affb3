package dev.postern.command.mcp;

import dev.postern.client.error.PosternException;
import dev.postern.client.json.Json;
import dev.postern.client.json.JsonObject;
import dev.postern.client.json.NotJson;
import dev.postern.client.wire.Answer;
import dev.postern.client.wire.Call;
import dev.postern.client.wire.Deadline;
import dev.postern.client.wire.Wire;
import dev.postern.command.connection.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes messages of the Model Context Protocol on to a server, and its answers back. */
final class Messages {
    /** A restart of the server is waited out. */
    private static final Duration TROUBLE = Duration.ofSeconds(20);
    /** A tool waits up to 50 seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(65);
    /** JSON-RPC 2.0, section 5.1: the first number that servers may use for errors of their own. */
    private static final int SERVER_ERROR = -32_000;

    private static final int PARSE_ERROR = -32_700;

    private final Wire wire;

    Messages(Wire wire) {
        this.wire = wire;
    }

    /** The answer as one line; empty for a message that has none. */
    String answer(String message) {
        Object read;
        try {
            read = Json.read(message);
        } catch (NotJson e) {
            return error(null, PARSE_ERROR, "The message is no JSON");
        }
        JsonObject json = JsonObject.of(read);
        // It is sent again when its answer was lost: a request that was made twice then is attended by nobody, and gets
        // nothing.
        Call call = Call.of("POST", "/mcp")
                .withBody(message.getBytes(StandardCharsets.UTF_8), "application/json")
                .withHeader("accept", "application/json, text/event-stream")
                .withPatience(PATIENCE);
        try {
            Answer answer = wire.send(() -> call, Deadline.after(TROUBLE), failure -> {})
                    .checked();
            return line(answer.text());
        } catch (PosternException e) {
            String sentence = Failure.of(e).map(Failure::sentence).orElse("The server cannot be asked.");
            return json.has("id") ? error(json.members().get("id"), SERVER_ERROR, sentence) : "";
        }
    }

    /** JSON on one line; what a stream of events holds, each message on one. */
    private static String line(String body) {
        if (!body.startsWith("event:") && !body.startsWith("data:")) {
            return body.replaceAll("[\\r\\n]+", " ").strip();
        }
        StringBuilder lines = new StringBuilder();
        body.lines()
                .filter(line -> line.startsWith("data:"))
                .forEach(line -> lines.append(lines.isEmpty() ? "" : "\n")
                        .append(line.substring("data:".length()).strip()));
        return lines.toString();
    }

    private static String error(@Nullable Object id, int code, String sentence) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", id);
        message.put("error", Map.of("code", code, "message", sentence));
        return Json.write(message);
    }
}

package dev.postern.gateway.mcp;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Trouble;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model is told. Only fields named here pass: no code, no text of a message, and nothing that a sender wrote. A field that the
 * API gets later stays behind until it is named.
 */
final class ToolAnswer {
    private static final List<String> OF_A_REQUEST = List.of(
            "code_request_id",
            "status",
            "code_handle",
            "code_handle_expires_at",
            "otp_type",
            "source",
            "totp_identifier",
            "credential_id",
            "credential_state",
            "run",
            "received_at",
            "valid_until",
            "doubt",
            "created_at",
            "expires_at",
            "attended");
    private static final List<String> OF_A_HINT =
            List.of("kind", "reason", "text", "totp_code_id", "received_at", "channel_id", "refused_because");
    private static final List<String> OF_A_CALL = List.of("called_at", "status", "result");

    private ToolAnswer() {}

    /** A request, and what to do next. */
    static ToolResponse request(Answer<JsonObject> answer) {
        return told(answer.map(request -> shown(request).put("next", next(request))));
    }

    /** Why a request has no code yet. */
    static ToolResponse explained(Answer<JsonObject> answer) {
        return told(answer.map(request -> shown(request)
                .put("hints", listed(request, "hints", OF_A_HINT))
                .put("totp_url_calls", listed(request, "webhook_responses", OF_A_CALL))
                .put("next", next(request))));
    }

    /** Requests that wait. */
    static ToolResponse waiting(Answer<List<JsonObject>> answer) {
        return told(answer.map(requests -> new JsonObject()
                .put(
                        "waiting",
                        new JsonArray(requests.stream().map(ToolAnswer::shown).toList()))));
    }

    /** That something was done. */
    static ToolResponse done(Answer<JsonObject> answer, String what) {
        return told(answer.map(_ -> new JsonObject().put("done", what)));
    }

    /** Why a tool was not called. */
    static ToolResponse refused(String why) {
        return ToolResponse.error(why);
    }

    private static ToolResponse told(Answer<JsonObject> answer) {
        Trouble trouble = answer.trouble();
        if (trouble != null) {
            return ToolResponse.error(
                    trouble.isAway() ? trouble.sentence() + " Try again in some seconds." : trouble.sentence());
        }
        JsonObject told = answer.found();
        Map<String, Object> fields = told.getMap();
        return new ToolResponse(false, List.of(new TextContent(told.encode())), fields, null);
    }

    private static JsonObject shown(JsonObject request) {
        return only(request, OF_A_REQUEST);
    }

    private static @Nullable JsonArray listed(JsonObject request, String field, List<String> names) {
        if (!(request.getValue(field) instanceof JsonArray array)) {
            return null;
        }
        JsonArray shown = new JsonArray();
        array.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .forEach(each -> shown.add(only(each, names)));
        return shown;
    }

    private static JsonObject only(JsonObject all, List<String> names) {
        JsonObject shown = new JsonObject();
        names.stream().filter(name -> all.getValue(name) != null).forEach(name -> shown.put(name, all.getValue(name)));
        return shown;
    }

    private static String next(JsonObject request) {
        return switch (request.getString("status", "")) {
            case "waiting" ->
                "Make the site send its code if that was not done, then call wait_for_code. explain_wait tells what"
                        + " came.";
            case "delivered" ->
                request.getValue("code_handle") == null
                        ? "The handle was redeemed. Call report_outcome with what the site said."
                        : "Give code_handle to the browser's side, which types the code; then call report_outcome. A"
                                + " handle is good once, for 60 seconds; wait_for_code gives another one.";
            case "rejected" -> "Call request_code with the run of this request for the next code.";
            case "expired", "cancelled" -> "Call request_code for a new request.";
            default -> "Nothing is left to do.";
        };
    }
}

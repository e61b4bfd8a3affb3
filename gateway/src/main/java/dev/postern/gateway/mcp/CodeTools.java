package dev.postern.gateway.mcp;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolArg;
import io.quarkiverse.mcp.server.ToolResponse;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tools. What they need and answer is told to models in their descriptions; docs/mcp.md is for people. */
@Singleton
class CodeTools {
    private static final String REQUESTS = "/v1/code-requests";
    private static final String ID = "The code_request_id that request_code answered";
    /** Clients give a call up after a minute, and some earlier. */
    private static final int LONGEST_WAIT = 50;

    private static final int USUAL_WAIT = 25;
    private static final List<String> OUTCOMES = List.of("accepted", "rejected", "released");

    private final McpCaller caller;

    CodeTools(McpCaller caller) {
        this.caller = caller;
    }

    @Tool(
            name = "request_code",
            description =
                    "Asks for the code of a login (2FA, one-time password, magic link). Call it BEFORE the site is"
                            + " made to send its code, then make it send, then call wait_for_code. You are never told the"
                            + " code: you get a code_handle, which the browser's side redeems and types.",
            annotations = @Tool.Annotations(readOnlyHint = false, destructiveHint = false, openWorldHint = false))
    @RunOnVirtualThread
    public ToolResponse requestCode(
            @ToolArg(
                            name = "identifier",
                            required = false,
                            description =
                                    "The e-mail address or phone number to which the site sends. This or credential_id"
                                            + " is required")
                    @Nullable String identifier,
            @ToolArg(
                            name = "credential_id",
                            required = false,
                            description =
                                    "The stored login (cred_…), for authenticator codes or what comes to its address")
                    @Nullable String credentialId,
            @ToolArg(
                            name = "page_origin",
                            required = false,
                            description =
                                    "The origin of the page on which the code is typed, such as https://example.com")
                    @Nullable String pageOrigin,
            @ToolArg(
                            name = "sender",
                            required = false,
                            description = "Only codes of this sender: an address, a domain, a number or a name")
                    @Nullable String sender,
            @ToolArg(
                            name = "otp_type",
                            required = false,
                            description = "totp for a code, magic_link for a link; either unless given")
                    @Nullable String otpType,
            @ToolArg(
                            name = "run",
                            required = false,
                            description = "An id of this attempt to log in. Give that of the request before after"
                                    + " `rejected`; otherwise leave it out")
                    @Nullable String run) {
        JsonObject body = new JsonObject().put("deliver", "handle");
        put(body, "totp_identifier", identifier);
        put(body, "credential_id", credentialId);
        put(body, "page_origin", pageOrigin);
        put(body, "sender", sender);
        put(body, "otp_type", otpType);
        put(body, "workflow_run_id", run);
        return ToolAnswer.request(caller.api().post(REQUESTS, body));
    }

    @Tool(
            name = "wait_for_code",
            description =
                    "Waits until the request has its code, and answers with a code_handle. Call it again while the"
                            + " status is waiting.",
            annotations = @Tool.Annotations(readOnlyHint = true, openWorldHint = false))
    @RunOnVirtualThread
    public ToolResponse waitForCode(
            @ToolArg(name = "code_request_id", description = ID) String id,
            @ToolArg(name = "seconds", required = false, description = "How long to wait, 0 to 50; 25 unless given")
                    @Nullable Integer seconds) {
        int hold = Math.clamp(seconds == null ? USUAL_WAIT : seconds, 0, LONGEST_WAIT);
        return ToolAnswer.request(caller.api().get(place(id), Duration.ofSeconds(hold)));
    }

    @Tool(
            name = "report_outcome",
            description = "Tells what became of the code: accepted (the site took it), rejected (the site refused it),"
                    + " released (it was not used), or cancelled (no code is needed any more). Always call it at"
                    + " the end.",
            annotations = @Tool.Annotations(readOnlyHint = false, idempotentHint = true, openWorldHint = false))
    @RunOnVirtualThread
    public ToolResponse reportOutcome(
            @ToolArg(name = "code_request_id", description = ID) String id,
            @ToolArg(name = "outcome", description = "accepted, rejected, released or cancelled") String outcome) {
        Api api = caller.api();
        if (outcome.equals("cancelled")) {
            return ToolAnswer.done(api.delete(place(id)), "The request waits no longer.");
        }
        return OUTCOMES.contains(outcome)
                ? ToolAnswer.request(api.post(place(id) + "/outcome", new JsonObject().put("outcome", outcome)))
                : ToolAnswer.refused("outcome is one of accepted, rejected, released and cancelled.");
    }

    @Tool(
            name = "list_waiting",
            description = "Lists the requests of the organisation that wait for a code now. The key needs the scope"
                    + " codes:read.",
            annotations = @Tool.Annotations(readOnlyHint = true, openWorldHint = false))
    @RunOnVirtualThread
    public ToolResponse listWaiting() {
        Answer<List<JsonObject>> waiting =
                caller.api().list(Api.query(REQUESTS, Map.of("status", "waiting", "limit", "50")), "code_requests");
        return ToolAnswer.waiting(waiting);
    }

    @Tool(
            name = "explain_wait",
            description = "Tells why a request has no code yet: what came and was not given, what was refused, or that"
                    + " nothing came. With masked values only. The reasons need a key with the scope codes:read.",
            annotations = @Tool.Annotations(readOnlyHint = true, openWorldHint = false))
    @RunOnVirtualThread
    public ToolResponse explainWait(@ToolArg(name = "code_request_id", description = ID) String id) {
        return ToolAnswer.explained(caller.api().get(place(id)));
    }

    private static String place(String id) {
        return REQUESTS + "/" + Api.step(id);
    }

    private static void put(JsonObject body, String field, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            body.put(field, value);
        }
    }
}

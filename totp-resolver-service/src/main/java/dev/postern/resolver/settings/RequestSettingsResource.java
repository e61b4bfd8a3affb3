package dev.postern.resolver.settings;

import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What an organisation's admin sets for its code requests: docs/rules.md, "Which code answers which request". */
@Path("/v1/request-settings")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class RequestSettingsResource {
    private final Access access;
    private final StoredSettings settings;

    RequestSettingsResource(Access access, StoredSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    /** What applies when a request does not set it itself. */
    @APIResponse(
            responseCode = "200",
            description = "What holds for the caller's organisation",
            content = @Content(schema = @Schema(implementation = RequestSettings.class)))
    @GET
    public RequestSettings get(@Context HttpHeaders headers) {
        return settings.of(access.require(headers, Scope.ADMIN).organizationId());
    }

    /** Changes the named settings, for requests that are made from now on. */
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RequestSettings.class)))
    @APIResponse(
            responseCode = "200",
            description = "What holds now",
            content = @Content(schema = @Schema(implementation = RequestSettings.class)))
    @PATCH
    @Consumes(MediaType.WILDCARD)
    @Needs(Scope.ADMIN)
    public RequestSettings change(JsonBody json, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.ADMIN);
        JsonFields fields = json.fields();
        RequestSettings before = settings.of(caller.organizationId());
        RequestSettings changed = before.changedBy(fields);
        if (!changed.equals(before)) {
            settings.set(caller, changed);
        }
        return changed;
    }
}

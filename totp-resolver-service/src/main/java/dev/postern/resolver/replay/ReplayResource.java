package dev.postern.resolver.replay;

import dev.postern.platform.access.Access;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.resolver.paging.Cursor;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The operator runs the present extractor on open messages: docs/rules.md, "Messages without a code". */
@Path("/v1/messages/replay")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ReplayResource {
    private static final int MOST = 500;

    private final Access access;
    private final ReplayMessages replay;

    ReplayResource(Access access, ReplayMessages replay) {
        this.access = access;
        this.replay = replay;
    }

    /**
     * The body as the OpenAPI document shows it.
     *
     * @param dryRun true unless said otherwise
     * @param cursor of the page before
     * @param limit how many messages are read, 500 at most
     */
    private record ReplayFields(
            @Nullable Boolean dryRun,

            @Schema(maxLength = TextLimit.Most.CURSOR) @Nullable String cursor,

            @Nullable Integer limit) {}

    /** What is replayed at once. */
    record Page(boolean dryRun, @Nullable Cursor after, int limit) {
        static Page read(JsonFields fields) {
            boolean dryRun = fields.optionalBoolean("dry_run", true);
            Cursor after = Cursor.read(fields, "cursor");
            long limit = fields.optionalInteger("limit", 1, MOST, MOST);
            fields.check();
            return new Page(dryRun, after, (int) limit);
        }
    }

    /** Reads open messages of all organisations anew; makes codes of what is found unless it is a dry run. */
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReplayFields.class)))
    @APIResponse(
            responseCode = "200",
            description = "What is found differently, codes masked",
            content = @Content(schema = @Schema(implementation = ReplayAnswer.class)))
    @POST
    @Consumes(MediaType.WILDCARD)
    @Needs(Scope.OPERATOR)
    public Response replay(JsonBody json, @Context HttpHeaders headers) {
        String operator = access.requireOperator(headers);
        Page page = Page.read(json.fields());
        return Response.ok(replay.replay(operator, page.after(), page.limit(), page.dryRun()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}

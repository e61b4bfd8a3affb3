package dev.postern.credential.audit;

import dev.postern.credential.chain.Verification;
import dev.postern.credential.chain.VerifyAudit;
import dev.postern.events.AuditRecorded;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Scope;
import dev.postern.platform.audit.Audited;
import dev.postern.platform.body.QueryFields;
import dev.postern.platform.body.TextLimit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The audit of the caller's organisation, or, for an operator, of what belongs to none. */
@Path("/v1/audit")
@RunOnVirtualThread
class AuditResource {
    static final String JSON_LINES = "application/jsonl";
    private static final int LAST_ROW = Integer.MAX_VALUE;

    private final Access access;
    private final ReadAudit pages;
    private final VerifyAudit verifyAudit;

    AuditResource(Access access, ReadAudit pages, VerifyAudit verifyAudit) {
        this.access = access;
        this.pages = pages;
        this.verifyAudit = verifyAudit;
    }

    @Audited("audit.read")
    @GET
    @Produces({MediaType.APPLICATION_JSON, JSON_LINES})
    @Operation(
            operationId = "listAudit",
            summary = "Who did or saw what, and who was refused",
            description =
                    "Newest first. Needs the scope admin; an operator's key reads what belongs to no organisation. As"
                            + " JSON lines (Accept: application/jsonl, or format=jsonl) it is everything that is asked for, one row a"
                            + " line, without a limit.")
    @Parameter(
            name = "actor",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.ID),
            description = "The id of an API key, or a service's name")
    @Parameter(
            name = "action",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.ID))
    @Parameter(
            name = "subject",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.ID),
            description = "The id of what it was done to")
    @Parameter(
            name = "outcome",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"done", "refused"}))
    @Parameter(name = "after", in = ParameterIn.QUERY, schema = @Schema(implementation = Instant.class))
    @Parameter(name = "before", in = ParameterIn.QUERY, schema = @Schema(implementation = Instant.class))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.CURSOR),
            description = "next_cursor of the page before")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"json", "jsonl"}),
            description = "Goes before the Accept header")
    @APIResponse(
            responseCode = "200",
            description = "A page, and where the next one begins; or all rows",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = AuditEntry.Page.class)),
                @Content(mediaType = JSON_LINES, schema = @Schema(implementation = AuditEntry.class))
            })
    public Response list(@Context HttpHeaders headers, @Context UriInfo uri) {
        String organizationId = reader(headers);
        AuditQuery query = AuditQuery.of(uri.getQueryParameters());
        boolean lines = query.format() == null ? asksForLines(headers) : query.format() == AuditQuery.Format.JSON_LINES;
        return lines
                ? Response.ok((StreamingOutput) out -> pages.export(organizationId, query, out), JSON_LINES)
                        .header("Content-Disposition", "attachment; filename=\"audit.jsonl\"")
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build()
                : Response.ok(pages.page(organizationId, query), MediaType.APPLICATION_JSON)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build();
    }

    @Audited("audit.verified")
    @GET
    @Path("verification")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "verifyAudit",
            summary = "Whether the audit is as it was written",
            description =
                    "Looks at every row from the first one that is kept. Finds the first one that is altered, missing, out of"
                            + " order or cut off. A very long audit takes several calls.")
    @Parameter(
            name = "after_seq",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1"),
            description = "last_seq of an answer that was unfinished")
    @APIResponse(
            responseCode = "200",
            description = "What was found",
            content = @Content(schema = @Schema(implementation = Verification.class)))
    public Verification verify(@Context HttpHeaders headers, @Context UriInfo uri) {
        String organizationId = reader(headers);
        QueryFields query = new QueryFields(uri.getQueryParameters());
        long after = query.has("after_seq") ? query.positive("after_seq", 1, LAST_ROW) : 0;
        query.check();
        return verifyAudit.verify(organizationId, after);
    }

    /** Whose audit the caller may read. */
    private String reader(HttpHeaders headers) {
        if (access.holder(headers, List.of()).organizationId() == null) {
            var _ = access.requireOperator(headers);
            return AuditRecorded.INSTALLATION;
        }
        return access.require(headers, Scope.ADMIN).organizationId();
    }

    private static boolean asksForLines(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .findFirst()
                .filter(first -> JSON_LINES.equals(first.getType() + "/" + first.getSubtype()))
                .isPresent();
    }
}

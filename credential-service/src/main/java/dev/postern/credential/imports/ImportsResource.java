package dev.postern.credential.imports;

import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.LimitedBody;
import dev.postern.platform.body.MaxBytes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Imports of other applications' exports. */
@Path("/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ImportsResource {
    private final Access access;
    private final ImportDesk desk;
    private final Importer importer;

    ImportsResource(Access access, ImportDesk desk, Importer importer) {
        this.access = access;
        this.desk = desk;
        this.importer = importer;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "importCredentials",
            summary = "Import what another application exported",
            description =
                    "Takes files, texts and pictures of 16 MiB together, and deals with 500 entries a call: go on with"
                            + " the same body and the answer's next. An entry that is stored already, or stands twice, is a"
                            + " duplicate, so an import may be repeated. With dry_run nothing is stored. The answer has no secret.")
    @RequestBody(
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = ImportBody.Body.class)))
    @APIResponseSchema(
            value = ImportView.class,
            responseCode = "200",
            responseDescription = "What became of each entry")
    @APIResponse(responseCode = "413", description = "The body is too long")
    @APIResponse(responseCode = "503", description = "Too many imports are being read")
    @Needs(Scope.CREDENTIALS_WRITE)
    public Response create(@MaxBytes(ImportBody.MOST_BYTES) LimitedBody body, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CREDENTIALS_WRITE);
        ImportDesk.Read read = desk.read(body);
        body.close();
        return Response.ok(importer.run(caller, read))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .build();
    }
}

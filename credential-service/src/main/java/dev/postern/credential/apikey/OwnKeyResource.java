package dev.postern.credential.apikey;

import dev.postern.credential.published.Publication;
import dev.postern.platform.access.Access;
import dev.postern.platform.audit.Audited;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** What a key may know of itself, and how it ends. */
@Path("/v1/api-keys/self")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class OwnKeyResource {
    private final Access access;
    private final ApiKeyRows rows;
    private final RevokeApiKey revokeApiKey;
    private final Publication publication;

    OwnKeyResource(Access access, ApiKeyRows rows, RevokeApiKey revokeApiKey, Publication publication) {
        this.access = access;
        this.rows = rows;
        this.revokeApiKey = revokeApiKey;
        this.publication = publication;
    }

    /**
     * The key that asks.
     *
     * @param apiKeyId its id
     * @param name its label
     * @param organizationId whose data it opens; null for an operator's key
     * @param scopes what it may do
     * @param expiresAt from when on it opens nothing; null: no end
     * @param quotas what it may use
     */
    @Schema(name = "OwnApiKey")
    record View(
            String apiKeyId,
            String name,

            @Schema(description = "Whose data it opens; null for an operator's key") @Nullable String organizationId,

            List<String> scopes,
            @Nullable Instant expiresAt,
            KeyQuotas quotas) {

        View {
            scopes = List.copyOf(scopes);
        }
    }

    @GET
    @Transactional
    @Operation(
            operationId = "getOwnApiKey",
            summary = "The key that asks, and what it may do",
            description = "Any key will do. A client that shows what a person may do asks for this.")
    @APIResponseSchema(value = View.class, responseCode = "200", responseDescription = "The key, without its secret")
    public View self(@Context HttpHeaders headers) {
        Access.Holder holder = access.holder(headers, List.of());
        return rows.find("apiKeyId", holder.apiKeyId())
                .firstResultOptional()
                .map(row -> new View(
                        row.apiKeyId, row.name, row.organizationId, List.of(row.scopes), row.expiresAt, row.quotas()))
                .orElseThrow(() -> Problem.of(ProblemType.FORBIDDEN, "Invalid credentials"));
    }

    @POST
    @Path("sign-ins")
    @Audited("console.signed-in")
    @Operation(
            operationId = "noteSignIn",
            summary = "Record that somebody signed in with the key that asks",
            description = "The console calls it. Any key will do. The audit is told, and nothing else changes.")
    @APIResponse(responseCode = "204", description = "The audit says so")
    public Response signedIn(@Context HttpHeaders headers) {
        return noted(headers);
    }

    @POST
    @Path("sign-outs")
    @Audited("console.signed-out")
    @Operation(
            operationId = "noteSignOut",
            summary = "Record that somebody who signed in with the key that asks signed out",
            description = "The console calls it. Any key will do. The audit is told, and nothing else changes.")
    @APIResponse(responseCode = "204", description = "The audit says so")
    public Response signedOut(@Context HttpHeaders headers) {
        return noted(headers);
    }

    private Response noted(HttpHeaders headers) {
        access.holder(headers, List.of());
        return Response.noContent().build();
    }

    @DELETE
    @Operation(
            operationId = "revokeOwnApiKey",
            summary = "Revoke the key that asks",
            description = "Any key of an organisation may. A client whose user signs out ends its key with this."
                    + " What the key made goes on.")
    @APIResponse(
            responseCode = "204",
            description = "The key opens nothing any more, anywhere. What it held open ends within a second")
    public Response revoke(@Context HttpHeaders headers) {
        Access.Holder holder = access.holder(headers, List.of());
        String organizationId = holder.organizationId();
        if (organizationId == null) {
            throw Problem.of(ProblemType.FORBIDDEN, "An operator's key cannot revoke itself");
        }
        revokeApiKey
                .revoke(organizationId, holder.apiKeyId(), holder.apiKeyId())
                .ifPresent(publication::await);
        return Response.noContent().build();
    }
}

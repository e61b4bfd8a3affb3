package dev.postern.credential.signing;

import dev.postern.credential.published.KeepPrevious;
import dev.postern.credential.signing.SigningSecrets.SigningSecret;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** What an organisation's servers verify Postern's calls with. All of it needs the scope {@code admin}. */
@Path("/v1/signing-secrets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class SigningSecretsResource {
    // A day: enough to tell every server of the new secret while the old one still signs.
    private static final Duration KEEP_PREVIOUS = Duration.ofDays(1);

    private final Access access;
    private final SigningSecrets secrets;

    SigningSecretsResource(Access access, SigningSecrets secrets) {
        this.access = access;
        this.secrets = secrets;
    }

    /**
     * How a secret is replaced.
     *
     * @param keepPreviousSeconds how long the present one goes on signing beside it; 86400 when absent, 0 for one that leaked
     */
    @Schema(name = "SigningSecretRotation")
    record RotationBody(@Nullable Long keepPreviousSeconds) {}

    /**
     * A secret as it is listed.
     *
     * @param signingSecretId for showing it
     * @param createdAt when it was made
     * @param expiresAt when it signs no more; null for the newest
     */
    @Schema(name = "SigningSecret")
    record SecretView(
            String signingSecretId,
            Instant createdAt,
            @Nullable Instant expiresAt) {
        static SecretView of(SigningSecret secret) {
            return new SecretView(secret.id(), secret.createdAt(), secret.expiresAt());
        }
    }

    /**
     * A secret in full.
     *
     * @param signingSecretId as above
     * @param secret the text itself
     * @param createdAt as above
     * @param expiresAt as above
     */
    @Schema(name = "RevealedSigningSecret")
    record RevealedView(
            String signingSecretId,
            String secret,
            Instant createdAt,
            @Nullable Instant expiresAt) {
        static RevealedView of(SigningSecret secret) {
            return new RevealedView(secret.id(), secret.text().reveal(), secret.createdAt(), secret.expiresAt());
        }

        @Override
        public String toString() {
            return signingSecretId;
        }
    }

    @GET
    @Operation(
            operationId = "listSigningSecrets",
            summary = "The secrets that Postern signs with",
            description = "One, or two during a rotation. The first is made when it is first asked for.")
    @APIResponse(responseCode = "200", description = "Newest first, without the secrets themselves")
    public List<SecretView> list(@Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.ADMIN);
        return secrets.valid(caller.organizationId()).stream()
                .map(SecretView::of)
                .toList();
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "rotateSigningSecret",
            summary = "Make the next secret",
            description =
                    "The present one goes on for a day unless the body says otherwise. Until then webhook-signature"
                            + " carries both and x-skyvern-signature is made with the present one.")
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RotationBody.class)))
    @APIResponseSchema(value = RevealedView.class, responseCode = "201", responseDescription = "The new secret")
    @Needs(Scope.ADMIN)
    public Response rotate(JsonBody json, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.ADMIN);
        Duration keep = json.isEmpty() ? KEEP_PREVIOUS : keepPrevious(json.fields());
        SigningSecret made = secrets.rotate(caller.organizationId(), caller.apiKeyId(), keep);
        return Response.status(Response.Status.CREATED)
                .entity(RevealedView.of(made))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    static Duration keepPrevious(JsonFields fields) {
        Duration keep = KeepPrevious.read(fields, KEEP_PREVIOUS);
        fields.check();
        return keep;
    }

    @POST
    @Path("/{signing_secret_id}/reveal")
    @Operation(operationId = "revealSigningSecret", summary = "Show a secret", description = "Recorded in the audit.")
    @APIResponseSchema(value = RevealedView.class, responseCode = "200", responseDescription = "The secret in full")
    public Response reveal(@PathParam("signing_secret_id") String signingSecretId, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.ADMIN);
        SigningSecret secret = secrets.reveal(caller.organizationId(), caller.apiKeyId(), signingSecretId)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "There is no such signing secret"));
        return Response.ok(RevealedView.of(secret))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}

package dev.postern.credential.picture;

import dev.postern.platform.access.Access;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.audit.Audited;
import dev.postern.platform.body.LimitedBody;
import dev.postern.platform.body.MaxBytes;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Reads authenticators' keys off pictures. Nothing of a picture is kept. */
@Path("/v1/qr-codes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class QrCodesResource {
    /** How long a picture may be: 10 MiB, more than a telephone's photograph has. */
    static final int MOST_BYTES = 10 * 1024 * 1024;

    private final Access access;
    private final PictureDesk desk;

    QrCodesResource(Access access, PictureDesk desk) {
        this.access = access;
        this.desk = desk;
    }

    @Audited("qr-code.read")
    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Read the QR codes in a picture",
            description = "Takes a PNG, JPEG, WebP or GIF of 10 MiB and 50 million pixels at most, as the body or as a"
                    + " part of a form. Answers each code's kind, and the keys of authenticators, so that the caller can"
                    + " store them. Nothing is kept.")
    @RequestBody(
            content = {
                @Content(
                        mediaType = "image/*",
                        schema = @Schema(type = SchemaType.STRING, format = "binary", maxLength = MOST_BYTES)),
                @Content(mediaType = "multipart/form-data", schema = @Schema(type = SchemaType.OBJECT))
            })
    @APIResponseSchema(value = QrCodesView.class, responseCode = "200", responseDescription = "What the picture shows")
    @APIResponse(responseCode = "413", description = "The picture has too many bytes or pixels")
    @APIResponse(responseCode = "415", description = "It is no picture that can be read")
    @APIResponse(responseCode = "503", description = "Too many pictures are being read")
    @Needs(Scope.CREDENTIALS_WRITE)
    public Response read(@MaxBytes(MOST_BYTES) LimitedBody body, @Context HttpHeaders headers) {
        access.require(headers, Scope.CREDENTIALS_WRITE);
        String contentType = Objects.requireNonNullElse(headers.getHeaderString(HttpHeaders.CONTENT_TYPE), "");
        byte[] picture = PostedPicture.in(body.bytes(), contentType)
                .orElseThrow(() -> Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body holds no PNG, JPEG, WebP or GIF picture"));
        return Response.ok(QrCodesView.of(desk.read(picture)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .build();
    }
}

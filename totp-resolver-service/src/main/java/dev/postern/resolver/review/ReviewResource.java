package dev.postern.resolver.review;

import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.TextLimit;
import dev.postern.resolver.message.MessageAnswer;
import dev.postern.resolver.message.MessageAnswers;
import dev.postern.resolver.state.Lifespan;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

/** A person settles messages in which no code was found: docs/rules.md, "Messages without a code". */
@Path("/v1/messages")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ReviewResource {
    private final Access access;
    private final MessageReview review;
    private final MessageAnswers answers;
    private final Lifespan lifespan;

    ReviewResource(Access access, MessageReview review, MessageAnswers answers, Lifespan lifespan) {
        this.access = access;
        this.review = review;
        this.answers = answers;
        this.lifespan = lifespan;
    }

    /**
     * The body of a pick as the OpenAPI document shows it: either a code or a link.
     *
     * @param code as it stands in the message; blanks in it are left out
     * @param link as it stands in the message
     */
    private record PickFields(
            @Schema(maxLength = TextLimit.Most.CODE) @Nullable String code,

            @Schema(maxLength = TextLimit.Most.LINK) @Nullable String link) {}

    /** A person picks the code or the link: it is received now, and answers a login that waits. */
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PickFields.class)))
    @APIResponse(
            responseCode = "200",
            description = "It is received; who waited for it has it",
            content = @Content(schema = @Schema(implementation = PickAnswer.class)))
    @APIResponse(responseCode = "409", description = "The message is not open any more, or sets up a forwarding")
    @POST
    @Path("{id}/pick")
    @Consumes(MediaType.WILDCARD)
    @Needs({Scope.CODES_READ, Scope.CODES_PUSH})
    public Response pick(@PathParam("id") String id, JsonBody json, @Context HttpHeaders headers) {
        Caller caller = requireReviewer(headers);
        return secret(PickAnswer.of(review.pick(caller, id, Pick.read(json.fields())), lifespan));
    }

    /** A person puts the message aside. */
    @APIResponse(
            responseCode = "200",
            description = "The message as it stands now, without its content",
            content = @Content(schema = @Schema(implementation = MessageAnswer.class)))
    @APIResponse(responseCode = "409", description = "The message gave its code before")
    @POST
    @Path("{id}/dismiss")
    @Consumes(MediaType.WILDCARD)
    public Response dismiss(@PathParam("id") String id, @Context HttpHeaders headers) {
        return secret(answers.withoutContent(review.dismiss(requireReviewer(headers), id)));
    }

    /**
     * Reviewing takes both scopes: a reviewer sees messages and brings codes in. With the push scope alone, as a phone
     * has, a caller could find out a message's content by trying.
     */
    private Caller requireReviewer(HttpHeaders headers) {
        access.require(headers, Scope.CODES_READ);
        return access.require(headers, Scope.CODES_PUSH);
    }

    private static Response secret(Object answer) {
        return Response.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}

package dev.postern.resolver.message;

import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.audit.Audited;
import dev.postern.platform.body.TextLimit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Messages in which no code was found: docs/rules.md, "Messages without a code". */
@Path("/v1/messages")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class MessagesResource {
    private final Access access;
    private final Messages messages;
    private final MessageAnswers answers;

    MessagesResource(Access access, Messages messages, MessageAnswers answers) {
        this.access = access;
        this.messages = messages;
        this.answers = answers;
    }

    /** Lists messages without their content, newest first. */
    @Parameter(
            name = "reason",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"no_candidate", "ambiguous", "forwarding_setup", "incomplete"}))
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"open", "parsed", "picked", "dismissed"}))
    @Parameter(name = "received_after", in = ParameterIn.QUERY, schema = @Schema(implementation = Instant.class))
    @Parameter(name = "received_before", in = ParameterIn.QUERY, schema = @Schema(implementation = Instant.class))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "next_cursor of the page before",
            schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.CURSOR))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "1 to 200; 50 unless said",
            schema = @Schema(type = SchemaType.INTEGER))
    @APIResponse(
            responseCode = "200",
            description = "A page of the organisation's messages, newest first",
            content = @Content(schema = @Schema(implementation = MessageAnswer.Page.class)))
    @Audited("messages.listed")
    @GET
    public Response list(@Context UriInfo uri, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CODES_READ);
        MessageFilter filter = MessageFilter.of(uri.getQueryParameters());
        return secret(answers.page(messages.newest(caller.organizationId(), filter)));
    }

    /** One message with its content. */
    @APIResponse(
            responseCode = "200",
            description = "The message with its content",
            content = @Content(schema = @Schema(implementation = MessageAnswer.class)))
    @Audited("message.read")
    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CODES_READ);
        return secret(messages.find(caller.organizationId(), id)
                .map(answers::withContent)
                .orElseThrow(Messages::unknown));
    }

    private static Response secret(Object answer) {
        return Response.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}

package dev.postern.credential.channel;

import dev.postern.platform.access.Access;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The providers that can post, so that a page for making channels needs to know none. */
@Path("/v1/inbound-channel-providers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ChannelProvidersResource {
    private final Access access;

    ChannelProvidersResource(Access access) {
        this.access = access;
    }

    @GET
    @Operation(
            operationId = "listInboundChannelProviders",
            summary = "What can post to a channel",
            description = "What making a channel of each provider asks for, and what is entered at the provider.")
    @APIResponse(responseCode = "200", description = "All of them, the most used first")
    public List<ProviderView> list(@Context HttpHeaders headers) {
        // It tells nothing of the organisation, and pages name the sources of codes by it: any key will do.
        access.holder(headers, List.of());
        return ProviderView.all();
    }
}

package dev.postern.resolver.statistics;

import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Counts and delivery times of an organisation's codes, by hour. */
@Path("/v1/statistics")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class StatisticsResource {
    private final Access access;
    private final HourlyCounts counts;
    private final Clock clock;

    StatisticsResource(Access access, HourlyCounts counts, Clock clock) {
        this.access = access;
        this.counts = counts;
        this.clock = clock;
    }

    /** What happened to codes, hour by hour. */
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "Cut to its hour; 24 hours before the end unless given, 31 days at most",
            schema = @Schema(implementation = Instant.class))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Now unless given",
            schema = @Schema(implementation = Instant.class))
    @APIResponse(
            responseCode = "200",
            description = "Counts of the hours that were asked for; usually a second behind",
            content = @Content(schema = @Schema(implementation = StatisticsAnswer.class)))
    @GET
    public Response statistics(@Context HttpHeaders headers, @Context UriInfo uri) {
        Caller caller = access.require(headers, Scope.CODES_READ);
        Window window = Window.of(uri.getQueryParameters(), clock.instant());
        return Response.ok(counts.in(caller.organizationId(), window))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}

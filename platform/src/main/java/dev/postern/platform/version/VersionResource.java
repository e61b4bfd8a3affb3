package dev.postern.platform.version;

import dev.postern.platform.access.Access;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * Which version answers. Each service tells its own; the gateway puts them together. It takes a key: which build runs, and which
 * service lags behind, helps those who look for a known fault.
 */
@Path("/version")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class VersionResource {
    private final Access access;
    private final View view;

    /** @param commit what the image was built from; empty when the build did not say */
    VersionResource(
            Access access,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "postern.build.commit") Optional<String> commit) {
        this.access = access;
        this.view = new View(version, List.of(new PartView(service, "serves", version, commit.orElse(null))));
    }

    /**
     * All that run.
     *
     * @param version of the one that answers
     * @param services a service tells of itself alone, the gateway of all
     */
    @Schema(name = "Version")
    record View(
            @Schema(description = "Of the one that answers: the gateway, where you ask there")
            String version,

            List<PartView> services) {}

    /**
     * One service.
     *
     * @param state whether it answered
     */
    @Schema(name = "VersionOfService")
    record PartView(
            String service,

            @Schema(
                    description = "unknown where the service is older than this route",
                    type = SchemaType.STRING,
                    enumeration = {"serves", "away", "unknown"})
            String state,

            @Schema(description = "Null unless it serves") @Nullable String version,

            @Schema(description = "What it was built from; null where the build did not say") @Nullable String commit) {}

    @GET
    @Operation(
            operationId = "getVersion",
            summary = "Which version runs",
            description =
                    "Any key will do. Of several replicas one answers. A service that does not answer within a few seconds"
                            + " is said to be away; while all are, nobody can check the key, and the answer is 503.")
    @APIResponseSchema(value = View.class, responseDescription = "The versions", responseCode = "200")
    public View version(@Context HttpHeaders headers) {
        access.holder(headers, List.of());
        return view;
    }
}

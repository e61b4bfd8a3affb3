package dev.postern.platform.limit;

import dev.postern.platform.access.Access;
import dev.postern.platform.arrival.Uncounted;
import dev.postern.platform.problem.Problem;
import io.quarkus.arc.All;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may use, and how much of it is used. Each service tells its own; the gateway puts them together. To ask takes
 * nothing of that, so that it can be asked when nothing is left; it has a rate of its own.
 */
@Path("/v1/limits")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class LimitsResource {
    private static final int ASKED_PER_MINUTE = 600;
    private static final int ASKED_WITHOUT_PAUSE = 200;

    private final Access access;
    private final List<TellsLimits> tellers;
    private final String service;
    private final Rate asked;

    LimitsResource(
            Access access,
            @All List<TellsLimits> tellers,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.access = access;
        this.tellers = tellers;
        this.service = service;
        this.asked = new Rate(
                Allotted.alike(ASKED_PER_MINUTE), Duration.ofMinutes(1), ASKED_WITHOUT_PAUSE, System::nanoTime);
    }

    /**
     * How much there is of something.
     *
     * @param most how much may be used at once
     * @param used how much of it is
     * @param freedPerMinute how much comes back each minute; null where it is given back
     */
    @Schema(name = "LimitAmount")
    record AmountView(
            long most,
            long used,

            @Schema(
                    description =
                            "How much of what is used comes back each minute by itself; null where it comes back once it is"
                                    + " given back, such as with the answer of a held request")
            @Nullable Long freedPerMinute) {

        static AmountView of(LimitInUse.Amount amount) {
            return new AmountView(amount.most(), amount.used(), amount.freedPerMinute());
        }
    }

    /**
     * One limit.
     *
     * @param service whose limit it is
     * @param limit its name
     * @param organization for all of the organisation together
     * @param apiKey for the key that asks; null where there is none
     */
    @Schema(name = "Limit")
    record LimitView(
            String service,
            String limit,
            AmountView organization,

            @Schema(description = "What the key that asks may use of it; null where a key has no limit of its own")
            @Nullable AmountView apiKey) {}

    /**
     * All of them.
     *
     * @param limits none for an operator's key, which is not limited
     */
    @Schema(name = "Limits")
    record View(List<LimitView> limits) {}

    @GET
    @Uncounted
    @Operation(
            operationId = "getLimits",
            summary = "What the organisation and the key may use, and use now",
            description =
                    "Any key will do. A service with several replicas tells of the one that answers: each counts for"
                            + " itself, apart from what is stored. Beyond a limit a request gets 429 with Retry-After. To ask"
                            + " here counts against none of the limits. It may be done " + ASKED_PER_MINUTE
                            + " times a minute by an organisation.")
    @APIResponseSchema(value = View.class, responseDescription = "The limits of this moment", responseCode = "200")
    public View limits(@Context HttpHeaders headers) {
        Access.Holder holder = access.holder(headers, List.of());
        String organizationId = holder.organizationId();
        if (organizationId == null) {
            return new View(List.of());
        }
        Duration wait = asked.take(organizationId, holder.apiKeyId(), 1);
        if (!wait.isZero()) {
            throw Problem.tooMany("The limits were asked for too often in a minute", wait);
        }
        return new View(tellers.stream()
                .flatMap(teller -> teller.inUse(organizationId, holder.apiKeyId(), holder.quotas()).stream())
                .map(this::view)
                .toList());
    }

    private LimitView view(LimitInUse limit) {
        LimitInUse.Amount ofKey = limit.apiKey();
        return new LimitView(
                service,
                limit.name(),
                AmountView.of(limit.organization()),
                ofKey == null ? null : AmountView.of(ofKey));
    }
}

package dev.postern.platform.arrival;

import dev.postern.platform.access.KnownCaller;
import dev.postern.platform.problem.Problem;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the head of a request whether its caller is let in. Each route has one: {@link ByApiKey}, unless its resource names
 * another with {@link AdmittedBy}. A doorkeeper is a singleton bean.
 */
public interface Doorkeeper {

    /**
     * Who calls. Runs on a virtual thread and may block.
     *
     * @throws Problem when the caller is not let in
     */
    Arrival admit(Head head);

    /**
     * Who shows itself in the head, by what is known now, though it may not be let in. For the audit. Does not block.
     *
     * @return empty for somebody unknown
     */
    Optional<KnownCaller> shown(Head head);

    /**
     * How a refusal before the method is answered: of the caller, by an {@link Allowance}, or of the body. A route overrides this to
     * count refusals, or to answer in a form of its own. Does not block.
     *
     * @return null for the style of the route
     */
    default @Nullable Response refusal(Head head, Problem problem) {
        return null;
    }
}

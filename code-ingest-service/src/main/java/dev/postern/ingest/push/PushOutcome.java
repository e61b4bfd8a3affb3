package dev.postern.ingest.push;

import dev.postern.events.WireNamed;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;

/** How a push ended, for the metric of pushes. */
enum PushOutcome implements WireNamed {
    /** A code or a link was found and published. */
    PARSED,
    /** Nothing was found; the message was published for a person. */
    UNPARSED,
    /** The reason is permanent: sending the push again does not help. */
    REFUSED,
    /** The broker was out of reach, or keys could not be checked. */
    UNAVAILABLE;

    static PushOutcome of(Problem problem) {
        return problem.type() == ProblemType.TEMPORARILY_UNAVAILABLE ? UNAVAILABLE : REFUSED;
    }
}

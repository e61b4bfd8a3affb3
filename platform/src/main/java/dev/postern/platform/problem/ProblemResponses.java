package dev.postern.platform.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Renders a problem in the style of the route it happened on. */
final class ProblemResponses {
    private static final String PROBLEM_JSON = "application/problem+json";
    // Skyvern names the exception's class here. Ours stays internal.
    private static final Map<String, String> SKYVERN_INTERNAL_ERROR =
            Map.of("error", "Unexpected error: InternalServerError");

    private ProblemResponses() {}

    static Response render(Problem problem, String path, UUID instance) {
        ProblemType type = problem.type();
        Response.ResponseBuilder response = Response.status(type.status());
        Duration retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            response.header(
                    HttpHeaders.RETRY_AFTER,
                    Math.max(1, retryAfter.plusMillis(999).toSeconds()));
        }
        return switch (ErrorStyle.ofPath(path)) {
            case SKYVERN ->
                response.type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(skyvern(problem))
                        .build();
            case PROBLEM ->
                response.type(PROBLEM_JSON).entity(rfc9457(problem, instance)).build();
        };
    }

    private static Map<String, ?> skyvern(Problem problem) {
        if (problem.type() == ProblemType.INTERNAL_ERROR) {
            return SKYVERN_INTERNAL_ERROR;
        }
        return Map.of("detail", problem.errors().isEmpty() ? problem.detail() : problem.errors());
    }

    private static Map<String, Object> rfc9457(Problem problem, UUID instance) {
        ProblemType type = problem.type();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type.uri());
        body.put("title", type.title());
        body.put("status", type.status());
        body.put("detail", problem.detail());
        body.put("instance", "urn:uuid:" + instance);
        if (!problem.errors().isEmpty()) {
            body.put(
                    "errors",
                    problem.errors().stream()
                            .map(error ->
                                    Map.of("type", error.type(), "pointer", error.pointer(), "detail", error.msg()))
                            .toList());
        }
        return body;
    }
}

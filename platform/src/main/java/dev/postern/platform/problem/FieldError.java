package dev.postern.platform.problem;

import java.util.List;

/**
 * One thing wrong with a request's body or query, in the words Skyvern's clients know (FastAPI's validation errors,
 * without the submitted value, which may be a secret).
 *
 * @param type the kind of error, such as {@code missing}
 * @param loc where: {@code body} or {@code query}, then names and positions
 * @param msg for people
 */
public record FieldError(String type, List<Object> loc, String msg) {

    public FieldError {
        loc = List.copyOf(loc);
    }

    /** The place as a JSON pointer (RFC 6901) into the body, or the query parameter's name. */
    String pointer() {
        StringBuilder pointer = new StringBuilder();
        for (Object step : loc.subList(1, loc.size())) {
            pointer.append('/').append(step.toString().replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}

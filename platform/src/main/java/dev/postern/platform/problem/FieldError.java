package dev.postern.platform.problem;

import java.util.List;

/**
 * One error in a request's body or query, in the form of FastAPI's validation errors, which Skyvern's clients know. It leaves out
 * the submitted value, which may be a secret.
 *
 * @param type the kind of error in Pydantic 2's names, such as {@code missing}
 * @param loc the place: {@code body} or {@code query}, then names of members and positions of elements
 * @param msg a sentence for people
 */
public record FieldError(String type, List<Object> loc, String msg) {

    public FieldError {
        loc = List.copyOf(loc);
    }

    /** The place as a JSON pointer (RFC 6901) into the body or the query; empty for the whole. */
    String pointer() {
        StringBuilder pointer = new StringBuilder();
        for (Object step : loc.subList(1, loc.size())) {
            pointer.append('/').append(step.toString().replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}

package dev.postern.client.error;

import dev.postern.client.json.Json;
import dev.postern.client.json.JsonObject;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a refusal says: problem details (RFC 9457), or the form of Skyvern's routes.
 *
 * @param status the HTTP status
 * @param type such as {@code /problems/not-found}; empty on Skyvern's routes
 * @param title empty where there is none
 * @param detail empty where there is none
 * @param instance the id of a failure inside; null where there is none
 * @param errors the wrong fields
 * @param retryAfter what {@code Retry-After} says, as text; null where there is none
 */
record ProblemDetails(
        int status,
        String type,
        String title,
        String detail,
        @Nullable String instance,
        List<FieldError> errors,
        @Nullable String retryAfter)
        implements Serializable {
    private static final Pattern PLACE = Pattern.compile("https?://[^/?#@]+(?=[/?#]|$)", Pattern.CASE_INSENSITIVE);

    /** Whatever the body is: somebody in between may have answered. */
    static ProblemDetails of(int status, String body, @Nullable String retryAfter) {
        JsonObject told = Json.objectOrEmpty(body);
        String place = told.has("detail") ? "detail" : "error";
        List<FieldError> errors = new ArrayList<>();
        told.objects("errors").forEach(one -> errors.add(FieldError.of(one)));
        told.objects(place).forEach(one -> errors.add(FieldError.of(one)));
        String otherwise = errors.isEmpty() ? "" : "Fields are missing or wrong";
        return new ProblemDetails(
                status,
                Objects.requireNonNullElse(told.text("type"), ""),
                Objects.requireNonNullElse(told.text("title"), ""),
                Objects.requireNonNullElse(told.text(place), otherwise),
                told.text("instance"),
                List.copyOf(errors),
                retryAfter);
    }

    /** Where an address leads, and what to do about it: its scheme and host alone are told. */
    static ProblemDetails ofRedirect(int status, @Nullable String location) {
        Matcher place = PLACE.matcher(location == null ? "" : location);
        String detail = "The server redirects to " + (place.lookingAt() ? place.group() : "another address")
                + ". Set POSTERN_URL to the address that answers itself";
        return new ProblemDetails(status, "", "", detail, null, List.of(), null);
    }

    String sentence() {
        StringBuilder said = new StringBuilder().append(status).append(": ");
        said.append(!detail.isEmpty() ? detail : !title.isEmpty() ? title : "without a word");
        errors.forEach(
                error -> said.append("; ").append(error.pointer()).append(": ").append(error.detail()));
        if (instance != null) {
            said.append(" (").append(instance).append(')');
        }
        return said.toString();
    }
}

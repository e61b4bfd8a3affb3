package dev.postern.platform.audit;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the audit calls the use of a route.
 *
 * @param action what was done
 * @param thing what it was done to, where the path names no id
 * @param idParameter the path's parameter that names it; null when there is none
 * @param recorded whether an answer is recorded, and not only a refusal
 * @param changes whether it changes something
 * @param always whether an answer is recorded although its transaction left a record
 */
record AuditedRoute(
        String action, String thing, @Nullable String idParameter, boolean recorded, boolean changes, boolean always) {
    // The routes that say nothing of themselves.
    private static final Map<Class<? extends Annotation>, String> CHANGES =
            Map.of(POST.class, "posted", PUT.class, "replaced", PATCH.class, "changed", DELETE.class, "deleted");
    // Ids that may be shown. What else stands in a path, such as a token or a handle, may open something.
    private static final Pattern ID =
            Pattern.compile("(ak|cf|ch|cr|cred|cp|fld|imp|kr|o|ss|te|totp)_[A-Za-z0-9_-]{1,80}");
    private static final Pattern VERSION = Pattern.compile("v[0-9]+|api");

    static AuditedRoute of(Method method) {
        List<String> segments = Arrays.stream((path(method.getDeclaringClass().getAnnotation(Path.class))
                                + "/"
                                + path(method.getAnnotation(Path.class)))
                        .split("/"))
                .filter(segment ->
                        !segment.isEmpty() && !VERSION.matcher(segment).matches())
                .toList();
        String thing = segments.stream()
                .filter(segment -> !isParameter(segment))
                .reduce((_, last) -> last)
                .map(AuditedRoute::words)
                .orElse("resource");
        String parameter = segments.stream()
                .filter(AuditedRoute::isParameter)
                .reduce((_, last) -> last)
                .map(segment -> segment.substring(1, segment.length() - 1))
                .orElse(null);
        String change = CHANGES.entrySet().stream()
                .filter(one -> method.isAnnotationPresent(one.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        Audited audited = method.getAnnotation(Audited.class);
        return new AuditedRoute(
                audited == null ? thing + "." + (change == null ? "read" : change) : audited.value(),
                thing,
                parameter,
                (audited != null || change != null) && !method.isAnnotationPresent(Unaudited.class),
                change != null,
                audited != null && audited.always());
    }

    /** What a request was about, by its path: an id that may be shown, or else the thing in general. */
    String subject(MultivaluedMap<String, String> pathParameters) {
        String value = idParameter == null ? null : pathParameters.getFirst(idParameter);
        return value != null && ID.matcher(value).matches() ? value : thing;
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    private static String path(@Nullable Path path) {
        return path == null ? "" : path.value();
    }

    private static String words(String segment) {
        return segment.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-").replaceAll("^-|-$", "");
    }
}

package dev.postern.platform.arrival;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets nothing that a caller wrote become a label of the HTTP metrics: a path is the template of a route that was reached, and a
 * method is one that HTTP knows. The framework labels what its decoder refuses by the path as it came, with a channel's token in it.
 */
@Singleton
@Unremovable
class RouteLabels implements MeterFilter {
    static final String UNKNOWN = "unknown";
    private static final String HTTP = "http.server.";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");
    // Quarkus' own words for answers that no route gave.
    private static final Set<String> FIXED = Set.of("NOT_FOUND", "REDIRECTION");

    private final Set<String> templates = ConcurrentHashMap.newKeySet();

    /** Call it when a route is reached for the first time, before the framework counts its request. */
    void know(Method method) {
        Path base = method.getDeclaringClass().getAnnotation(Path.class);
        Path below = method.getAnnotation(Path.class);
        templates.add(normal((base == null ? "" : base.value()) + "/" + (below == null ? "" : below.value())));
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().startsWith(HTTP)) {
            return id;
        }
        List<Tag> tags = id.getTags().stream().map(this::known).toList();
        return id.replaceTags(tags);
    }

    private Tag known(Tag tag) {
        String value = tag.getValue();
        return switch (tag.getKey()) {
            case "uri" -> FIXED.contains(value) || templates.contains(normal(value)) ? tag : Tag.of("uri", UNKNOWN);
            case "method" -> METHODS.contains(value) ? tag : Tag.of("method", UNKNOWN);
            default -> tag;
        };
    }

    /** With one slash at the beginning and between segments, and none at the end. */
    private static String normal(String path) {
        String single = ("/" + path).replaceAll("/+", "/");
        return single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    }
}

// spotless:off
package dev.postern.client.sent;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Written by clients/generate.py from gateway/openapi.yaml.
 */
public final class OutcomeFields {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** One of accepted, rejected, released; null leaves it out. */
    public OutcomeFields outcome(@Nullable String value) {
        return with("outcome", value);
    }

    /** The fields that were set, as JSON names them. */
    public Map<String, Object> json() {
        return Map.copyOf(fields);
    }

    private OutcomeFields with(String name, @Nullable Object value) {
        if (value == null) {
            fields.remove(name);
        } else {
            fields.put(name, value);
        }
        return this;
    }
}
// spotless:on

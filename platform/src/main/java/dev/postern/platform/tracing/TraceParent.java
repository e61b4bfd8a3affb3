package dev.postern.platform.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text form of a trace context: W3C Trace Context, section 3.2, {@code traceparent}. */
public final class TraceParent {
    private static final String NAME = "traceparent";
    private static final W3CTraceContextPropagator PROPAGATOR = W3CTraceContextPropagator.getInstance();

    private TraceParent() {}

    /** The text of the current trace context; null outside a trace. */
    public static @Nullable String current() {
        Map<String, String> headers = new HashMap<>();
        PROPAGATOR.inject(Context.current(), headers, (carrier, name, value) -> {
            if (carrier != null) {
                carrier.put(name, value);
            }
        });
        return headers.get(NAME);
    }

    /** The context that a text names. Any other text gives a context without a trace. */
    static Context context(@Nullable String traceParent) {
        return PROPAGATOR.extract(Context.root(), traceParent == null ? "" : traceParent, new Getter());
    }

    private static final class Getter implements TextMapGetter<String> {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return NAME.equals(key) ? carrier : null;
        }
    }
}

package dev.postern.platform.body;

import dev.postern.platform.problem.Problem;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads a resource method's {@link JsonBody} parameter. It runs before the method, so that what is no JSON is refused before
 * the caller is known, as Skyvern does (FastAPI parses the body before it calls the route).
 */
@Provider
@Singleton
class JsonBodyReader implements MessageBodyReader<JsonBody> {
    private final int serversLimit;

    JsonBodyReader(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10240K")
                    MemorySize serversLimit) {
        this.serversLimit = Math.toIntExact(serversLimit.asLongValue());
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == JsonBody.class;
    }

    /**
     * Reads as far as the parameter's {@link MaxBytes} allows, or the server's own limit where it has none.
     *
     * @throws Problem as {@link LimitedBody#json}
     */
    @Override
    public JsonBody readFrom(
            Class<JsonBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream stream) {
        return LimitedBody.of(stream, headers).json(limit(annotations));
    }

    private int limit(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof MaxBytes most) {
                return most.value();
            }
        }
        return serversLimit;
    }
}

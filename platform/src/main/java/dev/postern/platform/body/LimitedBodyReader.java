package dev.postern.platform.body;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Hands a resource method its body unread. It may be read as far as the parameter's {@link MaxBytes} says, or as far as the
 * server's own limit where the parameter has no such annotation.
 */
@Provider
@Singleton
class LimitedBodyReader implements MessageBodyReader<LimitedBody> {
    private final int serversLimit;

    LimitedBodyReader(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10240K")
                    MemorySize serversLimit) {
        this.serversLimit = Math.toIntExact(serversLimit.asLongValue());
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == LimitedBody.class;
    }

    @Override
    public LimitedBody readFrom(
            Class<LimitedBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream stream) {
        return unread(annotations, headers, stream);
    }

    LimitedBody unread(Annotation[] annotations, MultivaluedMap<String, String> headers, InputStream stream) {
        List<String> types = headers.get(HttpHeaders.CONTENT_TYPE);
        return new LimitedBody(stream, types == null ? null : String.join(",", types), limit(annotations));
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

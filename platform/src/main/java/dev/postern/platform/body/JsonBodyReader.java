package dev.postern.platform.body;

import dev.postern.platform.problem.Problem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Reads a resource method's {@link JsonBody} parameter. It runs before the method, so a body that is not JSON is
 * refused before the caller is known, as Skyvern does (FastAPI parses the body before it calls the route).
 */
@Provider
@Singleton
class JsonBodyReader implements MessageBodyReader<JsonBody> {
    private final LimitedBodyReader bodies;

    JsonBodyReader(LimitedBodyReader bodies) {
        this.bodies = bodies;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == JsonBody.class;
    }

    /**
     * Reads the whole body.
     *
     * @throws Problem as {@link LimitedBody#json()}
     */
    @Override
    public JsonBody readFrom(
            Class<JsonBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream stream) {
        return bodies.unread(annotations, headers, stream).json();
    }
}

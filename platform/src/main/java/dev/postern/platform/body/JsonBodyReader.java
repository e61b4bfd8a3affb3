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

/** Makes a resource method's {@link JsonBody} parameter. It runs before the method and after the caller is known. */
@Provider
@Singleton
class JsonBodyReader implements MessageBodyReader<JsonBody> {
    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == JsonBody.class;
    }

    /**
     * Parses the body and gives its memory back.
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
        try (LimitedBody body = LimitedBodyReader.body(headers, stream)) {
            return body.json();
        }
    }
}

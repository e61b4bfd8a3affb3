package dev.postern.platform.body;

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

/** Hands a resource method its body as it was sent. */
@Provider
@Singleton
class LimitedBodyReader implements MessageBodyReader<LimitedBody> {

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
        return body(headers, stream);
    }

    static LimitedBody body(MultivaluedMap<String, String> headers, InputStream stream) {
        List<String> types = headers.get(HttpHeaders.CONTENT_TYPE);
        // Nothing else may be read here: it would come from a connection, without bounds and on a thread that waits.
        return new LimitedBody((ArrivedBody) stream, types == null ? null : String.join(",", types));
    }
}

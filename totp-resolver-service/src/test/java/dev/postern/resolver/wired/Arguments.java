package dev.postern.resolver.wired;

import dev.postern.platform.body.ArrivedBody;
import dev.postern.platform.body.MaxBytes;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A resource method's arguments, taken from a call. */
final class Arguments {
    private final List<MessageBodyReader<?>> readers;

    Arguments(List<MessageBodyReader<?>> readers) {
        this.readers = readers;
    }

    @Nullable Object[] of(Method method, RoutingContext call) throws IOException {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            arguments.add(of(parameter, call));
        }
        return arguments.toArray();
    }

    private @Nullable Object of(Parameter parameter, RoutingContext call) throws IOException {
        Class<?> type = parameter.getType();
        PathParam path = parameter.getAnnotation(PathParam.class);
        if (path != null) {
            return call.pathParam(path.value());
        }
        QueryParam query = parameter.getAnnotation(QueryParam.class);
        if (query != null) {
            return call.queryParams().get(query.value());
        }
        HeaderParam header = parameter.getAnnotation(HeaderParam.class);
        if (header != null) {
            return call.request().getHeader(header.value());
        }
        if (type == RoutingContext.class) {
            return call;
        }
        if (type == HttpHeaders.class) {
            return headers(call);
        }
        if (type == UriInfo.class) {
            return uri(call);
        }
        byte[] body = call.body() == null || call.body().buffer() == null
                ? new byte[0]
                : call.body().buffer().getBytes();
        return type == byte[].class ? body : read(type, parameter, call, arrived(body, parameter));
    }

    /** As platform/arrival hands a body on, within its route's limit. */
    private static ArrivedBody arrived(byte[] body, Parameter parameter) {
        MaxBytes most = parameter.getAnnotation(MaxBytes.class);
        if (body.length > (most == null ? MaxBytes.DEFAULT : most.value())) {
            throw Problem.of(ProblemType.PAYLOAD_TOO_LARGE, "Request Entity Too Large");
        }
        return new ArrivedBody(body, body.length, () -> {});
    }

    private <T> Object read(Class<T> type, Parameter parameter, RoutingContext call, InputStream body)
            throws IOException {
        for (MessageBodyReader<?> reader : readers) {
            if (reader.isReadable(type, type, parameter.getAnnotations(), MediaType.WILDCARD_TYPE)) {
                @SuppressWarnings("unchecked")
                MessageBodyReader<T> fitting = (MessageBodyReader<T>) reader;
                return fitting.readFrom(
                        type, type, parameter.getAnnotations(), MediaType.WILDCARD_TYPE, all(call), body);
            }
        }
        throw new IllegalStateException("Nobody reads " + type);
    }

    private static MultivaluedMap<String, String> all(RoutingContext call) {
        MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
        for (Map.Entry<String, String> header : call.request().headers()) {
            headers.add(header.getKey(), header.getValue());
            // Names are alike in any case, and those who ask write them so.
            if (header.getKey().equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                headers.putSingle(HttpHeaders.CONTENT_TYPE, header.getValue());
            }
        }
        return headers;
    }

    private static Object headers(RoutingContext call) {
        return Proxy.newProxyInstance(
                Arguments.class.getClassLoader(),
                new Class<?>[] {HttpHeaders.class},
                (_, method, values) -> switch (method.getName()) {
                    case "getRequestHeader" -> call.request().headers().getAll((String) values[0]);
                    case "getHeaderString" -> {
                        List<String> all = call.request().headers().getAll((String) values[0]);
                        yield all.isEmpty() ? null : String.join(",", all);
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Object uri(RoutingContext call) {
        MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
        for (Map.Entry<String, String> parameter : call.queryParams()) {
            query.add(parameter.getKey(), parameter.getValue());
        }
        return Proxy.newProxyInstance(
                Arguments.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (_, method, _) -> switch (method.getName()) {
                    case "getQueryParameters" -> query;
                    case "getPath" -> call.request().path();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}

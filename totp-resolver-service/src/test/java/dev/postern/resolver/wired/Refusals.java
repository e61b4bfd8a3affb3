package dev.postern.resolver.wired;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns failures into refusals by the service's own exception mappers, of which the closest answers. */
final class Refusals {
    private final Beans beans;
    private final List<Method> mappers;

    Refusals(Set<Class<?>> known, Beans beans) {
        this.beans = beans;
        this.mappers = known.stream()
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(ServerExceptionMapper.class))
                .toList();
    }

    Response of(Throwable failure, String path) {
        Method mapper = mappers.stream()
                .filter(method -> method.getParameterTypes()[0].isInstance(failure))
                .min(Comparator.comparingInt(method -> distance(failure.getClass(), method.getParameterTypes()[0])))
                .orElseThrow(() -> new IllegalStateException(failure));
        Object[] arguments = Stream.of(mapper.getParameterTypes())
                .map(type -> type == UriInfo.class ? at(path) : failure)
                .toArray();
        try {
            mapper.setAccessible(true);
            Object answer = mapper.invoke(beans.get(mapper.getDeclaringClass()), arguments);
            return (Response) (answer instanceof Uni<?> late ? late.await().indefinitely() : answer);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int distance(Class<?> from, Class<?> to) {
        int steps = 0;
        for (Class<?> type = from; type != to && type != null; type = type.getSuperclass()) {
            steps++;
        }
        return steps;
    }

    private static Object at(String path) {
        return Proxy.newProxyInstance(
                Refusals.class.getClassLoader(), new Class<?>[] {UriInfo.class}, (_, method, _) -> {
                    if (method.getName().equals("getPath")) {
                        return path;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}

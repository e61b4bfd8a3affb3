package dev.postern.benchmarks.resolver;

import dev.postern.benchmarks.CannotMeasure;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the resolver's beans without its container: each by its constructor, from others that are made in the same way. An
 * interface that nobody gave does nothing, so nothing outside of the statements happens.
 */
public final class Beans {
    private final Map<Class<?>, Object> made = new HashMap<>();

    /** Uses a bean that is made already. */
    public <T> Beans with(Class<T> type, T bean) {
        made.put(type, bean);
        return this;
    }

    /** The one bean of a type, made when it is not there yet. */
    public <T> T get(Class<T> type) {
        Object bean = made.get(type);
        if (bean == null) {
            bean = type.isInterface() ? silent(type) : construct(type);
            made.put(type, bean);
        }
        return type.cast(bean);
    }

    private Object construct(Class<?> type) {
        try {
            Constructor<?> constructor = Arrays.stream(type.getDeclaredConstructors())
                    .max(Comparator.comparingInt(Constructor::getParameterCount))
                    .orElseThrow();
            constructor.setAccessible(true);
            Class<?>[] types = constructor.getParameterTypes();
            Object[] arguments = new Object[types.length];
            for (int i = 0; i < types.length; i++) {
                arguments[i] = get(types[i]);
            }
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new CannotMeasure("the resolver's " + type.getSimpleName() + " cannot be made: " + e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // A proxy equals itself alone.
    private static Object silent(Class<?> type) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == first(arguments);
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "silent " + type.getSimpleName();
                    default -> nothing(method.getReturnType());
                });
    }

    private static @Nullable Object first(@Nullable Object @Nullable [] arguments) {
        return arguments == null ? null : arguments[0];
    }

    private static @Nullable Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        if (type == long.class) {
            return 0L;
        }
        return type == java.util.Optional.class ? java.util.Optional.empty() : null;
    }
}

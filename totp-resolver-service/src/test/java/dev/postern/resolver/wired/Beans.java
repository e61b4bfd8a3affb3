package dev.postern.resolver.wired;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The service's own classes, made by their constructors, one object of each: as much of dependency injection as they use. What
 * is not the service's own is put in.
 */
final class Beans {
    private final Map<Class<?>, Object> made = new LinkedHashMap<>();
    private final Set<Class<?>> known;
    private final Settings settings;

    /** @param known the service's classes, among which implementations and producers are looked for */
    Beans(Set<Class<?>> known, Settings settings) {
        this.known = known;
        this.settings = settings;
    }

    <T> void put(Class<T> type, T bean) {
        made.put(type, bean);
    }

    /** The one object of a class, or of the class that implements an interface. */
    <T> T get(Class<T> type) {
        return type.cast(object(type));
    }

    /** Everything made so far that has a method with a parameter annotated so, in the order in which it was made. */
    List<Object> all() {
        return List.copyOf(made.values());
    }

    /** Fills the fields of a test that ask for something. */
    void fill(Object test) {
        for (Class<?> type = test.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                ConfigProperty setting = field.getAnnotation(ConfigProperty.class);
                if (setting != null) {
                    set(field, test, settings.value(setting, field.getGenericType()));
                } else if (field.isAnnotationPresent(Inject.class)) {
                    set(field, test, object(field.getType()));
                }
            }
        }
    }

    private Object object(Class<?> type) {
        Object found = made.get(type);
        if (found == null) {
            found = make(type);
            made.put(type, found);
        }
        return found;
    }

    private Object make(Class<?> type) {
        if (settings.maps(type)) {
            return settings.mapping(type);
        }
        for (Class<?> producer : known) {
            for (Method method : producer.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Produces.class) && method.getReturnType() == type) {
                    return call(method, object(producer));
                }
            }
        }
        if (type.isInterface()) {
            return object(known.stream()
                    .filter(candidate -> type.isAssignableFrom(candidate) && isBean(candidate))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Nothing implements " + type)));
        }
        Constructor<?> constructor = constructor(type);
        try {
            return constructor.newInstance(arguments(constructor));
        } catch (ReflectiveOperationException e) {
            throw failure("Cannot make " + type, e);
        }
    }

    private static boolean isBean(AnnotatedElement type) {
        return type.isAnnotationPresent(ApplicationScoped.class) || type.isAnnotationPresent(Singleton.class);
    }

    private static Constructor<?> constructor(Class<?> type) {
        List<Constructor<?>> all = List.of(type.getDeclaredConstructors());
        Constructor<?> one = all.size() == 1
                ? all.getFirst()
                : all.stream()
                        .filter(each -> each.isAnnotationPresent(Inject.class))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("No constructor to use in " + type));
        one.setAccessible(true);
        return one;
    }

    /** Calls a method whose parameters are beans or settings. */
    Object call(Method method, Object target) {
        try {
            method.setAccessible(true);
            return method.invoke(target, arguments(method));
        } catch (ReflectiveOperationException e) {
            throw failure("Cannot call " + method, e);
        }
    }

    private @Nullable Object[] arguments(Executable executable) {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Parameter parameter : executable.getParameters()) {
            arguments.add(argument(parameter));
        }
        return arguments.toArray();
    }

    private Object argument(Parameter parameter) {
        ConfigProperty setting = parameter.getAnnotation(ConfigProperty.class);
        if (setting != null) {
            return settings.value(setting, parameter.getParameterizedType());
        }
        if (parameter.isAnnotationPresent(All.class)
                && parameter.getParameterizedType() instanceof ParameterizedType list) {
            return ofType((Class<?>) list.getActualTypeArguments()[0]);
        }
        return object(parameter.getType());
    }

    /** All of the service's beans of a type. */
    <T> List<T> ofType(Class<T> type) {
        return known.stream()
                .filter(candidate -> type.isAssignableFrom(candidate) && isBean(candidate))
                .map(candidate -> type.cast(object(candidate)))
                .toList();
    }

    private static void set(Field field, Object test, Object value) {
        try {
            field.setAccessible(true);
            field.set(test, value);
        } catch (IllegalAccessException e) {
            throw failure("Cannot fill " + field, e);
        }
    }

    private static IllegalStateException failure(String what, ReflectiveOperationException e) {
        return new IllegalStateException(what, e instanceof InvocationTargetException target ? target.getCause() : e);
    }
}

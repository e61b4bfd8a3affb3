package dev.postern.platform.arrival;

import dev.postern.platform.access.Scope;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.LimitedBody;
import dev.postern.platform.body.MaxBytes;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a resource method says of its route.
 *
 * @param doorkeeper who decides about callers
 * @param scopes what an API key must hold; empty when any key will do
 * @param counted whether its requests count against the limits of their caller
 * @param takesBody whether the method has a parameter for the body
 * @param mostBytes how long the body may be
 */
record Route(
        Class<? extends Doorkeeper> doorkeeper, List<Scope> scopes, boolean counted, boolean takesBody, int mostBytes) {

    static Route of(Method method) {
        AdmittedBy admittedBy = method.getDeclaringClass().getAnnotation(AdmittedBy.class);
        Needs needs = method.getAnnotation(Needs.class);
        Optional<Parameter> body = Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.getType() == JsonBody.class || parameter.getType() == LimitedBody.class)
                .findFirst();
        return new Route(
                admittedBy == null ? ByApiKey.class : admittedBy.value(),
                needs == null ? List.of() : List.of(needs.value()),
                !method.isAnnotationPresent(Uncounted.class),
                body.isPresent(),
                body.map(parameter -> parameter.getAnnotation(MaxBytes.class))
                        .map(MaxBytes::value)
                        .orElse(MaxBytes.DEFAULT));
    }
}

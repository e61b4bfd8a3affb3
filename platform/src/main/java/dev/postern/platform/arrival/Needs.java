package dev.postern.platform.arrival;

import dev.postern.platform.access.Scope;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scopes that an API key needs before the route reads a body. The method asks {@link
 * dev.postern.platform.access.Access} once more: the key may have ended while the body came.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Needs {

    /** All of them. */
    Scope[] value();
}

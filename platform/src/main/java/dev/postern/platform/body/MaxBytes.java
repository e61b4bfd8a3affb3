package dev.postern.platform.body;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long the body of a route may be, at the parameter that takes it: a {@link JsonBody} or a {@link LimitedBody}. A longer one
 * is refused with 413.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface MaxBytes {

    /** The limit in bytes. */
    int value();
}

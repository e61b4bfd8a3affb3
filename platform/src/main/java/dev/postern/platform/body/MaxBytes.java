package dev.postern.platform.body;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long the body of a route may be, at the parameter that takes it: a {@link JsonBody} or a {@link LimitedBody}. A longer one
 * is refused with 413 as soon as that is known, from its head or while it comes.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface MaxBytes {
    /** The limit of a route whose parameter has no annotation: 64 KiB. */
    int DEFAULT = 64 * 1024;

    /** The limit in bytes. */
    int value();
}

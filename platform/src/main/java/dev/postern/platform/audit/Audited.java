package dev.postern.platform.audit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The audit tells of each answer of this route, which shows something. Routes that change something need no such word. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Audited {

    /** What was done, as thing and participle, such as {@code message.read}. */
    String value();

    /** Also when a transaction of the request left a record, which may be of what another login got by it. */
    boolean always() default false;
}

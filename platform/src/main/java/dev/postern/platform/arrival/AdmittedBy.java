package dev.postern.platform.arrival;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the doorkeeper of a resource's routes, where it is not {@link ByApiKey}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AdmittedBy {

    /** A bean. */
    Class<? extends Doorkeeper> value();
}

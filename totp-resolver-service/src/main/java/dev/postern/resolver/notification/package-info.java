/**
 * What replicas tell each other through PostgreSQL.
 *
 * <p>Must not know what it is about.
 */
@NullMarked
package dev.postern.resolver.notification;

import org.jspecify.annotations.NullMarked;

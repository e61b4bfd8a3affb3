/**
 * Calls to credential-service's internal listener. Its address comes from a setting, never from a request.
 *
 * <p>Must not know the content of a call.
 */
@NullMarked
package dev.postern.resolver.internal;

import org.jspecify.annotations.NullMarked;

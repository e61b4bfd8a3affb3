/**
 * The {@code Idempotency-Key} by which a caller says that a call repeats one whose answer was lost.
 *
 * <p>Must not know what the calls do.
 */
@NullMarked
package dev.postern.resolver.idempotency;

import org.jspecify.annotations.NullMarked;

/**
 * Callers whose connections are held until there is an answer, and the limits that keep many of them harmless.
 *
 * <p>Must know neither how a request is made nor in which form its caller is answered.
 */
@NullMarked
package dev.postern.resolver.holding;

import org.jspecify.annotations.NullMarked;

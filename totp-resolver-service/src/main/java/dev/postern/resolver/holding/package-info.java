/**
 * Callers whose connections are held until there is something to say, and what keeps a crowd of them harmless.
 *
 * <p>Must not know how a request is made, nor in which form its caller is answered.
 */
@NullMarked
package dev.postern.resolver.holding;

import org.jspecify.annotations.NullMarked;

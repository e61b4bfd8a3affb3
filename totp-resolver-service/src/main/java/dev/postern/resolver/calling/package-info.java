/**
 * One call to a user's own server, as Skyvern makes it, and the reading of its answer.
 *
 * <p>Must not know which requests wait or when to call.
 */
@NullMarked
package dev.postern.resolver.calling;

import org.jspecify.annotations.NullMarked;

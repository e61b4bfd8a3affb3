/**
 * One call to a user's own server, as Skyvern makes it, and what its answer says.
 *
 * <p>Must not know who waits, nor when to call.
 */
@NullMarked
package dev.postern.resolver.calling;

import org.jspecify.annotations.NullMarked;

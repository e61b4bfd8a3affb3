/**
 * How the mains behind {@code ./postern} read their arguments, tell their usage and end.
 *
 * <p>Must not know what any of them does.
 */
@NullMarked
package dev.postern.local.verb;

import org.jspecify.annotations.NullMarked;

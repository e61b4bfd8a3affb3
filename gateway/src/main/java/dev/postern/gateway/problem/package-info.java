/**
 * The gateway's own errors, for everything in it that answers by itself.
 *
 * <p>Must not know what was asked for.
 */
@NullMarked
package dev.postern.gateway.problem;

import org.jspecify.annotations.NullMarked;

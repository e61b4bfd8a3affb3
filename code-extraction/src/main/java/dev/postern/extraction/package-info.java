/**
 * Finds the one-time code in a forwarded message, or says that there is none to be sure of.
 *
 * <p>Knows text only: no framework, no I/O, no clock.
 */
@NullMarked
package dev.postern.extraction;

import org.jspecify.annotations.NullMarked;

/**
 * Starts again what ended by itself, with growing pauses, and gives up when that does not help.
 *
 * <p>Must not know what the parts are.
 */
@NullMarked
package dev.postern.local.supervision;

import org.jspecify.annotations.NullMarked;

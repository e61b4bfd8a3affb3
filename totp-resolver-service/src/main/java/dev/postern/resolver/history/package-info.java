/**
 * What was received, as Skyvern's list route shows it.
 *
 * <p>Reads only.
 */
@NullMarked
package dev.postern.resolver.history;

import org.jspecify.annotations.NullMarked;

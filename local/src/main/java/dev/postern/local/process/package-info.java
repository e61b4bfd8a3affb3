/**
 * Processes of a local installation: where they listen, how they are started, watched, remembered and stopped.
 *
 * <p>Must not know of brokers or databases, nor which services there are.
 */
@NullMarked
package dev.postern.local.process;

import org.jspecify.annotations.NullMarked;

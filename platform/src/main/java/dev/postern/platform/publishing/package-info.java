/**
 * Events on their way to the broker without an outbox: their form as records, and the sending of those that nobody waits for.
 *
 * <p>Must not know what an event means.
 */
@NullMarked
package dev.postern.platform.publishing;

import org.jspecify.annotations.NullMarked;

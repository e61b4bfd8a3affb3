/**
 * What events say about one message, in values that cannot be taken for each other. The events of a message are made here and
 * nowhere else.
 *
 * <p>Must not know keys or how a value is sealed.
 */
@NullMarked
package dev.postern.events.message;

import org.jspecify.annotations.NullMarked;

/**
 * Events from Kafka on their way into the database: codes, and messages in which no code was found. A timer looks for
 * requests that no event reached; it has nothing to do unless something failed.
 *
 * <p>Must not know who waits, only that a request is to be woken.
 */
@NullMarked
package dev.postern.resolver.received;

import org.jspecify.annotations.NullMarked;

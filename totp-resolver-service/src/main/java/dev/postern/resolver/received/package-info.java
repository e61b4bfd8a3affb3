/**
 * Events from Kafka on their way into the database: codes, and messages in which none was found; and a timer for requests that no
 * event reached, which mends nothing while nothing fails.
 *
 * <p>Must not know who waits, only that somebody is to be woken.
 */
@NullMarked
package dev.postern.resolver.received;

import org.jspecify.annotations.NullMarked;

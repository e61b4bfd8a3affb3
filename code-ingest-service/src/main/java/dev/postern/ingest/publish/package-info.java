/**
 * Hands events to the broker and waits for its acknowledgement, so that a caller who gets a good answer has lost nothing.
 *
 * <p>The only package of this service that touches the Kafka producer. Must not know what an event means.
 */
@NullMarked
package dev.postern.ingest.publish;

import org.jspecify.annotations.NullMarked;

/**
 * Traces across Kafka, and what they may not hold: the W3C trace context (w3.org/TR/trace-context) of a request stands in the
 * headers of the events it causes, and who takes an event goes on in its trace.
 *
 * <p>Must not know what the events carry.
 */
@NullMarked
package dev.postern.platform.tracing;

import org.jspecify.annotations.NullMarked;

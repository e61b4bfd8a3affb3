/**
 * Traces across Kafka, without private data. The W3C trace context (w3.org/TR/trace-context) of a request stands in the headers of
 * the events that it causes, and the consumer of an event continues its trace.
 *
 * <p>Must not know what the events carry.
 */
@NullMarked
package dev.postern.platform.tracing;

import org.jspecify.annotations.NullMarked;

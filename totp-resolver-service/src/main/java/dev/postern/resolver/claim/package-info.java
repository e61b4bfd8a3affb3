/**
 * The heart of the resolver: which code goes to which request, decided in the database so that it holds for any number
 * of replicas. The tables {@code codes} and {@code code_requests} are touched here and, for reading, in the history and by
 * messages; what is too old to be handed out is deleted by the retention.
 *
 * <p>Must not know HTTP or Kafka.
 */
@NullMarked
package dev.postern.resolver.claim;

import org.jspecify.annotations.NullMarked;

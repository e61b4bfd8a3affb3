/**
 * The heart of the resolver: which code goes to which request. The database decides this, so it holds for any number of
 * replicas. The tables {@code codes} and {@code code_requests} are touched here and, for reading, in the history and by
 * messages. The retention deletes codes that are too old to be given out.
 *
 * <p>Must not know HTTP or Kafka.
 */
@NullMarked
package dev.postern.resolver.claim;

import org.jspecify.annotations.NullMarked;

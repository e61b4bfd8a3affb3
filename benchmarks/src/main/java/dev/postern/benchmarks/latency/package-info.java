/**
 * From a pushed text message to the answer of the login that waits for it, in ratio to the bare path.
 *
 * <p>Both sides go through the same client, clock and statistics; only {@link dev.postern.benchmarks.latency.Side} knows
 * which one it is.
 */
@NullMarked
package dev.postern.benchmarks.latency;

import org.jspecify.annotations.NullMarked;

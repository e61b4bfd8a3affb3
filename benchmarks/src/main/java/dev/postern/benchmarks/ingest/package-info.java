/**
 * How many messages a second are taken in, in ratio to counterparts that do nothing with them.
 *
 * <p>Both sides of a ratio get the like requests by as many connections of one client, in alternating rounds.
 */
@NullMarked
package dev.postern.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;

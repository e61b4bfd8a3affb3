/**
 * Counts over a time, read from the feed's hourly rows. A query's cost depends on its hours, not on the whole history.
 *
 * <p>Reads only.
 */
@NullMarked
package dev.postern.resolver.statistics;

import org.jspecify.annotations.NullMarked;

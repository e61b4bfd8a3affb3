/**
 * Counts over a time, read from the hourly rows that the feed keeps: a question costs what its hours hold, whatever the history.
 *
 * <p>Reads only.
 */
@NullMarked
package dev.postern.resolver.statistics;

import org.jspecify.annotations.NullMarked;

/**
 * What happens to codes, told live. One replica records it from the topics, in one order for each organisation, and
 * every replica tells its followers. The hourly counts are made in the same transaction, so each event counts once.
 *
 * <p>Runs beside the path of a code to its login and never in it. Holds nothing unmasked.
 */
@NullMarked
package dev.postern.resolver.feed;

import org.jspecify.annotations.NullMarked;

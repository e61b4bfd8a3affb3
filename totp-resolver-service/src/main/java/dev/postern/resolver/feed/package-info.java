/**
 * What happens to codes, told live: one replica records it from the topics, in one order for each organisation, and every
 * replica tells it to whoever follows. The hourly counts are made in the same transaction, so that each event counts once.
 *
 * <p>Stands beside the way of a code to its login and never in it. Holds nothing unmasked.
 */
@NullMarked
package dev.postern.resolver.feed;

import org.jspecify.annotations.NullMarked;

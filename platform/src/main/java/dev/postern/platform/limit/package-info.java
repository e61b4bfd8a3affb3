/**
 * What one organisation may take of a service, so that no other starves: turns, places and rates. Knows organisations by their
 * ids only, and neither keys nor routes.
 */
@NullMarked
package dev.postern.platform.limit;

import org.jspecify.annotations.NullMarked;

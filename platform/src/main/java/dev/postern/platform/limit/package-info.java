/**
 * What one organisation may take of a service, so that no other starves: turns, places and rates. Knows organisations by their
 * ids only, and keys too; no routes.
 */
@NullMarked
package dev.postern.platform.limit;

import org.jspecify.annotations.NullMarked;

/**
 * What one organisation may take of a service, so that no other starves: turns, places and rates, and the route that tells
 * them. Knows organisations and keys by their ids only.
 */
@NullMarked
package dev.postern.platform.limit;

import org.jspecify.annotations.NullMarked;

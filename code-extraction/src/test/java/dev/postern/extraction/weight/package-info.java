/** How language packs are read, and what their words say. */
@NullMarked
package dev.postern.extraction.weight;

import org.jspecify.annotations.NullMarked;

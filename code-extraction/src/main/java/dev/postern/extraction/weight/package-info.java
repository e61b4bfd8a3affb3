/**
 * What speaks for a number being the code, and how much each of it counts. The counts are learnt, not chosen:
 * {@code ./postern train} makes the file {@code weights.txt}.
 *
 * <p>Must not know how the features of a number are found.
 */
@NullMarked
package dev.postern.extraction.weight;

import org.jspecify.annotations.NullMarked;

/**
 * Measurements of the whole system on one machine, each beside a bare counterpart where one exists. {@code ./postern
 * bench} starts them.
 *
 * <p>Must not know how a service works inside: everything is measured from outside, as a caller sees it. Two functions are
 * measured alone too: the extractor and the generator of codes.
 */
@NullMarked
package dev.postern.benchmarks;

import org.jspecify.annotations.NullMarked;

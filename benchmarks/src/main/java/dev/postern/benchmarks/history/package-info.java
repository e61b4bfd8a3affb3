/**
 * How lists, hand-outs, storing and deleting take as the history grows. The history is written into the resolver's database,
 * since pushing it would take hours; what is measured is measured through the API.
 */
@NullMarked
package dev.postern.benchmarks.history;

import org.jspecify.annotations.NullMarked;

/** What people see of the extractor. */
@NullMarked
package dev.postern.benchmarks.evaluate;

import org.jspecify.annotations.NullMarked;

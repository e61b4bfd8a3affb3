/** How long the extractor takes, by JMH. */
@NullMarked
package dev.postern.benchmarks.extraction;

import org.jspecify.annotations.NullMarked;

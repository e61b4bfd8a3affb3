/** The resolver's own statements without the service around them: its beans and its tables. */
@NullMarked
package dev.postern.benchmarks.resolver;

import org.jspecify.annotations.NullMarked;

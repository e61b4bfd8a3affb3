/** What one organisation that takes all it may costs the logins of another. */
@NullMarked
package dev.postern.benchmarks.neighbours;

import org.jspecify.annotations.NullMarked;

/** What one caller may use, and what is left to all others: through the whole installation. */
@NullMarked
package dev.postern.system.bounds;

import org.jspecify.annotations.NullMarked;

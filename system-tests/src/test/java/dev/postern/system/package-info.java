/** The whole system as real processes: what its users see, and what it does when parts of it fail. */
@NullMarked
package dev.postern.system;

import org.jspecify.annotations.NullMarked;

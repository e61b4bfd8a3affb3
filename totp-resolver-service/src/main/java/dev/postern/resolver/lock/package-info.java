/** The locks under which everything that happens to an identifier comes one after the other. */
@NullMarked
package dev.postern.resolver.lock;

import org.jspecify.annotations.NullMarked;

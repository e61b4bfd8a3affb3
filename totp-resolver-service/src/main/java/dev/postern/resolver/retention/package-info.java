/**
 * Deletes what was kept long enough: a message's content first, then its code, then its row. Deletes in small batches,
 * on one replica at a time.
 *
 * <p>Touches nothing that a login could still be given.
 */
@NullMarked
package dev.postern.resolver.retention;

import org.jspecify.annotations.NullMarked;

/**
 * {@code ./postern rotate-keys}: replaces keys of a running Postern, with what an operator has to do to the key files.
 *
 * <p>Must not know a database: it asks the running system by its routes.
 */
@NullMarked
package dev.postern.local.rotation;

import org.jspecify.annotations.NullMarked;

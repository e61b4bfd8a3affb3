/**
 * A real PostgreSQL server as a child of this process.
 *
 * <p>Must not know of services or containers.
 */
@NullMarked
package dev.postern.local.postgres;

import org.jspecify.annotations.NullMarked;

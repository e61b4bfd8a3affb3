/**
 * How the mains behind {@code ./postern} ask a running Postern by its routes.
 *
 * <p>Must not know a database, a broker or a key file.
 */
@NullMarked
package dev.postern.local.server;

import org.jspecify.annotations.NullMarked;

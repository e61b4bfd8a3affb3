/**
 * {@code ./postern audit-dependencies}: what the packaged services consist of, and which of it has known holes.
 *
 * <p>Must not ask the network: what is known stands in a committed file.
 */
@NullMarked
package dev.postern.local.audit;

import org.jspecify.annotations.NullMarked;

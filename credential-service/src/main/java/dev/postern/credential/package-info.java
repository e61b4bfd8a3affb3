/**
 * The one service that holds secrets. What every feature of it shares at start-up stands here; the features are the
 * packages below.
 *
 * <p>Must not know codes that were received or logins that wait: those are the resolver's.
 */
@NullMarked
package dev.postern.credential;

import org.jspecify.annotations.NullMarked;

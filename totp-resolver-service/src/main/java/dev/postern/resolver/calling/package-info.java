/**
 * The calling side of {@code totp_url}: asks the users' own servers for codes, as Skyvern does, while requests wait.
 *
 * <p>Must not know who waits, nor what else might answer first.
 */
@NullMarked
package dev.postern.resolver.calling;

import org.jspecify.annotations.NullMarked;

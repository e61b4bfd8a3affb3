/**
 * The answering side of Skyvern's {@code totp_url}: a Skyvern server asks here, in its own form and with its own signature, for
 * the code of a run. What an endpoint serves comes from the compacted topic of channels.
 *
 * <p>Must not know how a code is matched, nor how a connection is held. Holds the keys in memory.
 */
@NullMarked
package dev.postern.resolver.answering;

import org.jspecify.annotations.NullMarked;

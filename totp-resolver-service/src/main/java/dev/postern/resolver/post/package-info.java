/**
 * What was posted to the organisation's inbound channels, and why it was refused: docs/channels.md, "What came". Kept for a day, the
 * newest hundred of a channel.
 *
 * <p>No login's code depends on it. Must not know any provider.
 */
@NullMarked
package dev.postern.resolver.post;

import org.jspecify.annotations.NullMarked;

/**
 * The address a code was sent to: how two spellings of one address are recognised, and how it is shown to a stranger.
 *
 * <p>Must not know topics, databases or keys.
 */
@NullMarked
package dev.postern.events.identifier;

import org.jspecify.annotations.NullMarked;

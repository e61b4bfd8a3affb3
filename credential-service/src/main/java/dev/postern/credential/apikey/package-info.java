/**
 * API keys: made, listed, revoked, and told to everybody through the compacted topic.
 *
 * <p>Must not keep a key: only its hash is stored. Must not know organisations beyond their id.
 */
@NullMarked
package dev.postern.credential.apikey;

import org.jspecify.annotations.NullMarked;

/**
 * API keys: made, listed, revoked, and published on the compacted topic; when each was last used, as all
 * services note it on theirs.
 *
 * <p>Must not keep a key: only its hash is stored. Must not know organisations beyond their id.
 */
@NullMarked
package dev.postern.credential.apikey;

import org.jspecify.annotations.NullMarked;

/**
 * Who may call: API keys, learnt from their compacted topic so that a request costs no call to another service.
 *
 * <p>Must not know what the routes do, and never holds a key, only hashes.
 */
@NullMarked
package dev.postern.platform.access;

import org.jspecify.annotations.NullMarked;

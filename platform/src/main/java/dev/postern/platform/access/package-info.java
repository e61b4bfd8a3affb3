/**
 * Who may call: API keys, which are read from their compacted topic so that a request needs no call to another service.
 *
 * <p>Must not know what the routes do. Holds hashes of keys and no keys.
 */
@NullMarked
package dev.postern.platform.access;

import org.jspecify.annotations.NullMarked;

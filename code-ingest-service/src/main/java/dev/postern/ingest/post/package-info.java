/**
 * Tells the owner of a channel what came to it and what became of it: docs/channels.md, "What came". A post is never delayed or
 * refused because of it.
 *
 * <p>Must not know any provider, and tells no identifier, code or text in the clear.
 */
@NullMarked
package dev.postern.ingest.post;

import org.jspecify.annotations.NullMarked;

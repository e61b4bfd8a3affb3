/**
 * What a provider's package is made of: the adapter that it implements, the post that it reads, and what it says of the post.
 *
 * <p>Must not know any provider, and must not know what becomes of a message.
 */
@NullMarked
package dev.postern.ingest.provider;

import org.jspecify.annotations.NullMarked;

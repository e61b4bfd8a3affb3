/**
 * What may be stored once only, whichever replica took it in: nonces and tokens of providers that are good for one post.
 *
 * <p>Must not know what a code or a message is.
 */
@NullMarked
package dev.postern.resolver.once;

import org.jspecify.annotations.NullMarked;

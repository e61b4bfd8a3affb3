/**
 * Where providers post: {@code /webhooks/{provider}/{token}}. Finds the channel of a token, lets the provider's adapter verify
 * and read the post, takes the message in, and lets the adapter say how that is answered.
 *
 * <p>Must not know any provider.
 */
@NullMarked
package dev.postern.ingest.webhook;

import org.jspecify.annotations.NullMarked;

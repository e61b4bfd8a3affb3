/**
 * The channels that providers post to, learnt from their compacted topic so that a post costs no call to another service.
 *
 * <p>Must not know any provider's form. Holds the channels' secrets in memory and never a token, only hashes.
 */
@NullMarked
package dev.postern.ingest.channel;

import org.jspecify.annotations.NullMarked;

/**
 * Inbound channels: where providers post messages. Made, changed, rotated and deleted here, since their secrets are
 * secrets, and published to code-ingest-service on the compacted topic.
 *
 * <p>Must not keep a token, only its hash, and must not know how a provider's post is checked or read.
 */
@NullMarked
package dev.postern.credential.channel;

import org.jspecify.annotations.NullMarked;

/**
 * Endpoints for Skyvern's {@code totp_url}: what a Skyvern server may ask for where, and the keys it signs with. Kept here,
 * since the keys are secrets, and published to totp-resolver-service, which answers, on the compacted topic of channels.
 *
 * <p>Must not know how a post is checked or answered.
 */
@NullMarked
package dev.postern.credential.endpoint;

import org.jspecify.annotations.NullMarked;

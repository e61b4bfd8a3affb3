/**
 * Calls to a provider's own servers, for what a post does not hold: a certificate, the confirmation of a subscription, the text of
 * a mail. The host is one that the code names, never one that a post chooses.
 *
 * <p>Must not know any provider.
 */
@NullMarked
package dev.postern.ingest.calling;

import org.jspecify.annotations.NullMarked;

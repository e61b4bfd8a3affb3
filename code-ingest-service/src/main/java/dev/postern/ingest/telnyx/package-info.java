/**
 * Telnyx's incoming text messages.
 *
 * <p>Source: developers.telnyx.com, "Receive webhooks" and "Webhook signing".
 */
@NullMarked
package dev.postern.ingest.telnyx;

import org.jspecify.annotations.NullMarked;

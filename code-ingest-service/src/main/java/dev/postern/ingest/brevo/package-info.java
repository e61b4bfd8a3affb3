/**
 * Brevo's inbound mails.
 *
 * <p>Source: developers.brevo.com, "Inbound parsing webhooks" and "Retry mechanism".
 */
@NullMarked
package dev.postern.ingest.brevo;

import org.jspecify.annotations.NullMarked;

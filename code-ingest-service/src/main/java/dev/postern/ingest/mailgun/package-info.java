/**
 * Mailgun's Routes: mails that are forwarded, parsed or whole, or stored with a notice.
 *
 * <p>Source: documentation.mailgun.com, "Receive, forward and store messages" and "Securing webhooks".
 */
@NullMarked
package dev.postern.ingest.mailgun;

import org.jspecify.annotations.NullMarked;

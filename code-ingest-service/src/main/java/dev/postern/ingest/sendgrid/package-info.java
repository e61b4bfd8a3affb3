/**
 * SendGrid's Inbound Parse: mails, parsed or raw.
 *
 * <p>Source: twilio.com/docs/sendgrid, "Setting up the Inbound Parse Webhook" and "Securing your Parse Webhooks".
 */
@NullMarked
package dev.postern.ingest.sendgrid;

import org.jspecify.annotations.NullMarked;

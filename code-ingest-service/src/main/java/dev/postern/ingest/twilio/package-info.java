/**
 * Twilio's incoming messages.
 *
 * <p>Source: twilio.com/docs, "TwiML for Programmable Messaging", "Webhooks security" and "Connection overrides"; where they are
 * silent, the behaviour of Twilio's own helper libraries.
 */
@NullMarked
package dev.postern.ingest.twilio;

import org.jspecify.annotations.NullMarked;

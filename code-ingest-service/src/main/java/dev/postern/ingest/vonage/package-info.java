/**
 * Vonage's incoming text messages: the SMS API with its signed fields, and the Messages API with its web token.
 *
 * <p>Source: developer.vonage.com, "Inbound SMS", "Signing messages", "Decoding signed webhooks" and "Concatenation".
 */
@NullMarked
package dev.postern.ingest.vonage;

import org.jspecify.annotations.NullMarked;

/**
 * Sinch's incoming text messages (SMS, XMS API).
 *
 * <p>Source: developers.sinch.com, "SMS: Callbacks" and the signing of Sinch's Java SDK.
 */
@NullMarked
package dev.postern.ingest.sinch;

import org.jspecify.annotations.NullMarked;

/**
 * Plivo's incoming text messages.
 *
 * <p>Source: docs.plivo.com, "Signature validation" and "Message XML: request".
 */
@NullMarked
package dev.postern.ingest.plivo;

import org.jspecify.annotations.NullMarked;

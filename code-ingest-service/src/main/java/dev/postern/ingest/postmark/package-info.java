/**
 * Postmark's inbound mails.
 *
 * <p>Source: postmarkapp.com/developer, "Inbound webhook" and "Parse an email".
 */
@NullMarked
package dev.postern.ingest.postmark;

import org.jspecify.annotations.NullMarked;

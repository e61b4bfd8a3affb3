/**
 * Resend's received mails. A post names a mail; its text is fetched.
 *
 * <p>Source: resend.com/docs, "Receiving emails" and "Verify webhook requests".
 */
@NullMarked
package dev.postern.ingest.resend;

import org.jspecify.annotations.NullMarked;

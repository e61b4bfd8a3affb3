/**
 * Mandrill's (Mailchimp Transactional's) inbound mails, several in a post.
 *
 * <p>Source: mailchimp.com/developer/transactional, "Inbound email" and "Authenticating webhook requests".
 */
@NullMarked
package dev.postern.ingest.mandrill;

import org.jspecify.annotations.NullMarked;

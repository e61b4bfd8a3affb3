/**
 * Finds the mailbox that the sender of a mail wrote to, when the mail was forwarded from there. The one home of this rule for all
 * ways by which mails come in.
 *
 * <p>Must not know any provider's form, and must not know what becomes of a message.
 */
@NullMarked
package dev.postern.ingest.recipient;

import org.jspecify.annotations.NullMarked;

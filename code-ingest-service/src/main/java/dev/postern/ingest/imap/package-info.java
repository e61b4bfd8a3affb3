/**
 * Reads the mailboxes of channels, each mail once. What it finds is read and published as a posted mail is.
 *
 * <p>The only package that speaks IMAP.
 */
@NullMarked
package dev.postern.ingest.imap;

import org.jspecify.annotations.NullMarked;

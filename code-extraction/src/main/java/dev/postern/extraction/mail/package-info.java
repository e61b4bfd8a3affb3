/**
 * Mails as they travel (RFC 5322, MIME): taken apart into what a reader would see.
 *
 * <p>Must not know how a code looks.
 */
@NullMarked
package dev.postern.extraction.mail;

import org.jspecify.annotations.NullMarked;

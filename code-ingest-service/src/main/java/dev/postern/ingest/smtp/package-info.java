/**
 * A mail server that takes mail for the addresses of channels and for nothing else. What it takes is read and published as a posted
 * mail is.
 *
 * <p>The only package that knows SubEtha SMTP.
 */
@NullMarked
package dev.postern.ingest.smtp;

import org.jspecify.annotations.NullMarked;

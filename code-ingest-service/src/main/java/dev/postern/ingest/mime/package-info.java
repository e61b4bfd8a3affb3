/**
 * Whole mails, posted by a program of one's own such as a Cloudflare Email Worker: our own contract, in {@code
 * docs/channels.md}.
 */
@NullMarked
package dev.postern.ingest.mime;

import org.jspecify.annotations.NullMarked;

/**
 * CloudMailin's incoming mails, in JSON, in a multipart form or whole.
 *
 * <p>Source: docs.cloudmailin.com, "HTTP POST formats" and "HTTP status codes".
 */
@NullMarked
package dev.postern.ingest.cloudmailin;

import org.jspecify.annotations.NullMarked;

/**
 * Keeps records on disk while the broker is away, for senders that do not send again, and hands them on in order once it is back
 * ({@code docs/adr/0038-spool.md}).
 *
 * <p>The only package that knows the store on disk. Must not know what a record means; whoever made it has sealed it.
 */
@NullMarked
package dev.postern.ingest.spool;

import org.jspecify.annotations.NullMarked;

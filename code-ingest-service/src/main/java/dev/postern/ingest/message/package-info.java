/**
 * What happens to every message, whichever way it came: it gets an id, is searched for a code, becomes an event with
 * everything private sealed, and is published.
 *
 * <p>Must not know HTTP or who sent it in which form.
 */
@NullMarked
package dev.postern.ingest.message;

import org.jspecify.annotations.NullMarked;

/**
 * Reading a request's body no further than a route allows.
 *
 * <p>Must not know what is in it.
 */
@NullMarked
package dev.postern.ingest.body;

import org.jspecify.annotations.NullMarked;

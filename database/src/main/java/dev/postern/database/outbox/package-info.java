/**
 * Events that are published if and only if the change they tell of was committed.
 *
 * <p>Must not know the events' meaning.
 */
@NullMarked
package dev.postern.database.outbox;

import org.jspecify.annotations.NullMarked;

/**
 * Topics that are written into tables by one replica, in one order.
 *
 * <p>Must not know the events' meaning.
 */
@NullMarked
package dev.postern.database.recording;

import org.jspecify.annotations.NullMarked;

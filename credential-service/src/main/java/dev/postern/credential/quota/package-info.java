/**
 * How many things an organisation may keep: keys, credentials and what else has a row that is made by a caller.
 *
 * <p>Must not know what the things are, only their tables.
 */
@NullMarked
package dev.postern.credential.quota;

import org.jspecify.annotations.NullMarked;

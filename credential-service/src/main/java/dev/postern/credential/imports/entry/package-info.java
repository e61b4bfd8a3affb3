/**
 * What readers of exports have in common: what an export holds, how its members are read so that none is lost in silence, and
 * why an export or an entry cannot be taken.
 *
 * <p>Must not know any application's format, nor how credentials are stored.
 */
@NullMarked
package dev.postern.credential.imports.entry;

import org.jspecify.annotations.NullMarked;

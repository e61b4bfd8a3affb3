/**
 * Which network addresses may be called on behalf of users, so that nobody reaches into the operator's own network through Postern.
 *
 * <p>Must not know who calls, or what for.
 */
@NullMarked
package dev.postern.platform.address;

import org.jspecify.annotations.NullMarked;

/**
 * Requests that are held open on this replica, and how another replica reaches them.
 *
 * <p>Must not know why a request is answered.
 */
@NullMarked
package dev.postern.resolver.waiting;

import org.jspecify.annotations.NullMarked;

/**
 * Messages in which nothing was found: kept for their owner, read again when a login asks for a type or an operator replays
 * them, and turned into codes by whoever picks one.
 *
 * <p>Must not decide who gets a code: what is found here goes the way of every code that arrives.
 */
@NullMarked
package dev.postern.resolver.message;

import org.jspecify.annotations.NullMarked;

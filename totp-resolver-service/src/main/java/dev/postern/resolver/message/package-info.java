/**
 * Messages in which no code was found: kept for their owner, and read again when a login asks for a type.
 *
 * <p>Must not decide who gets a code: a code that is found here arrives like any other.
 */
@NullMarked
package dev.postern.resolver.message;

import org.jspecify.annotations.NullMarked;

/**
 * One-time passwords by time (RFC 6238) and by counter (RFC 4226).
 *
 * <p>Must not know any framework, database or clock: the step is given.
 */
@NullMarked
package dev.postern.credential.totp;

import org.jspecify.annotations.NullMarked;

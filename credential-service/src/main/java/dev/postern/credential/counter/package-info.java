/**
 * Where each seed that counts (HOTP, RFC 4226) stands.
 *
 * <p>Must not know credentials or runs.
 */
@NullMarked
package dev.postern.credential.counter;

import org.jspecify.annotations.NullMarked;

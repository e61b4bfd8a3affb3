/**
 * The forms in which people paste an authenticator's key: read with its digits, algorithm and period, or refused with
 * what is wrong. What is read here is what {@code totp} computes with.
 *
 * <p>Must not know any framework, database or clock.
 */
@NullMarked
package dev.postern.credential.pasted;

import org.jspecify.annotations.NullMarked;
